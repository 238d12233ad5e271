package dev.berth.iphlpapi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How C lays out a structure on Windows: one field after another, each at the next multiple of its alignment. Numbers
 * are little-endian; that a value is in network order is the value's affair, as it is in C.
 */
final class Layout {
    /** A field and where it lies. */
    record Field(String name, int offset, int size) {}

    private final String name;
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final int size;
    private final int alignment;

    private Layout(String name, List<Field> fields, int size, int alignment) {
        this.name = name;
        this.size = size;
        this.alignment = alignment;
        fields.forEach(field -> this.fields.put(field.name, field));
    }

    /** Begins the declaration of a structure. */
    static Builder struct(String name) {
        return new Builder(name);
    }

    /** The name in C. */
    String name() {
        return name;
    }

    /** The fields in their order. */
    List<Field> fields() {
        return List.copyOf(fields.values());
    }

    /** How many bytes, padding at the end included. */
    int size() {
        return size;
    }

    /** A structure of this layout at an offset of the bytes, all of which has room there. */
    Place at(ByteBuffer bytes, int offset) {
        Objects.checkFromIndexSize(offset, size, bytes.limit());
        return new Place(bytes, offset);
    }

    /** The declaration, field by field. */
    static final class Builder {
        private final String name;
        private final List<Field> fields = new ArrayList<>();
        private int end;
        private int alignment = 1;

        private Builder(String name) {
            this.name = name;
        }

        Builder ushort(String field) {
            return field(field, Short.BYTES, Short.BYTES);
        }

        Builder dword(String field) {
            return field(field, Integer.BYTES, Integer.BYTES);
        }

        Builder ulong64(String field) {
            return field(field, Long.BYTES, Long.BYTES);
        }

        /** The 16 bytes of an IPv6 address. */
        Builder address(String field) {
            return field(field, 2 * Long.BYTES, 1);
        }

        /** The one row that C declares of the rows of a table. */
        Builder rows(String field, Layout row) {
            return field(field, row.size, row.alignment);
        }

        Layout end() {
            return new Layout(name, fields, aligned(alignment), alignment);
        }

        private Builder field(String field, int bytes, int multiple) {
            int offset = aligned(multiple);
            fields.add(new Field(field, offset, bytes));
            end = offset + bytes;
            alignment = Math.max(alignment, multiple);
            return this;
        }

        private int aligned(int multiple) {
            return Math.ceilDiv(end, multiple) * multiple;
        }
    }

    /** A structure in memory, to be read and written by the names of its fields. */
    final class Place {
        private final ByteBuffer bytes;
        private final int offset;

        private Place(ByteBuffer bytes, int offset) {
            this.bytes = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
            this.offset = offset;
        }

        short ushort(String field) {
            return bytes.getShort(index(field, Short.BYTES));
        }

        int dword(String field) {
            return bytes.getInt(index(field, Integer.BYTES));
        }

        long ulong64(String field) {
            return bytes.getLong(index(field, Long.BYTES));
        }

        IN6_ADDR address(String field) {
            ByteBuffer network = bytes.slice(index(field, 2 * Long.BYTES), 2 * Long.BYTES);
            return new IN6_ADDR(network.getLong(0), network.getLong(Long.BYTES));
        }

        Place ushort(String field, short value) {
            bytes.putShort(index(field, Short.BYTES), value);
            return this;
        }

        Place dword(String field, int value) {
            bytes.putInt(index(field, Integer.BYTES), value);
            return this;
        }

        Place ulong64(String field, long value) {
            bytes.putLong(index(field, Long.BYTES), value);
            return this;
        }

        Place address(String field, IN6_ADDR value) {
            ByteBuffer network = bytes.slice(index(field, 2 * Long.BYTES), 2 * Long.BYTES);
            network.putLong(0, value.high()).putLong(Long.BYTES, value.low());
            return this;
        }

        private int index(String name, int bytesWide) {
            Field field = fields.get(name);
            if (field == null || field.size != bytesWide) {
                throw new AssertionError(Layout.this.name + " has no field " + name + " of " + bytesWide + " bytes");
            }
            return offset + field.offset;
        }
    }
}
