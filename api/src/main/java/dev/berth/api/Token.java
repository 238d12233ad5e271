package dev.berth.api;

/**
 * 64 opaque bits that name a live reservation until it ends or the machine restarts.
 *
 * @param bits the bits; 0 is no token
 */
public record Token(long bits) {
    /** No token, {@code INVALID_PORT_RESERVATION_TOKEN}: nothing live, or not known to whoever answers. */
    public static final Token NONE = new Token(0);

    /** {@return whether this names anything} */
    public boolean isPresent() {
        return bits != 0;
    }

    /**
     * {@return the token of its {@linkplain #toString() text}}
     *
     * @param text the text
     * @throws IllegalArgumentException if the text is not {@code 0x} and 1 to 16 hexadecimal digits
     */
    public static Token parse(String text) {
        if (!text.matches("0x[0-9a-fA-F]{1,16}")) {
            throw new IllegalArgumentException("'" + text + "' is no token, such as 0x5d3c2a1900000001");
        }
        return new Token(Long.parseUnsignedLong(text.substring(2), 16));
    }

    /** {@code 0x} and 16 hexadecimal digits. */
    @Override
    public String toString() {
        String digits = Long.toHexString(bits);
        return "0x" + "0".repeat(16 - digits.length()) + digits;
    }
}
