package dev.berth.client.varlink;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random objects, of everything that one can hold. */
final class RandomJson {
    private static final int DEEPEST = 4;
    private static final String[] TEXTS = {
        "",
        "tcp",
        "0x5d3c2a1900000001",
        "\"",
        "\\",
        "\n\t\r\b\f\0",
        "é",
        "€",
        "😀",
        "a\"b\\c/d",
        "\u007f\u0080\uffff",
        " ",
    };

    private final Random random;

    RandomJson(Random random) {
        this.random = random;
    }

    JsonObject object() {
        return object(0);
    }

    private JsonObject object(int depth) {
        JsonObject object = new JsonObject();
        for (int members = random.nextInt(6); members > 0; members--) {
            String name = text() + random.nextInt(100);
            switch (random.nextInt(depth < DEEPEST ? 6 : 4)) {
                case 0 -> object.with(name, text());
                case 1 -> object.with(name, random.nextBoolean() ? random.nextLong() : random.nextInt(65_536));
                case 2 -> object.with(name, random.nextBoolean());
                case 3 -> object.with(name, texts());
                case 4 -> object.with(name, object(depth + 1));
                default -> object.with(name, objects(depth + 1));
            }
        }
        return object;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int parts = random.nextInt(4); parts > 0; parts--) {
            text.append(TEXTS[random.nextInt(TEXTS.length)]);
        }
        return text.toString();
    }

    private List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (int many = random.nextInt(4); many > 0; many--) {
            texts.add(text());
        }
        return texts;
    }

    private List<JsonObject> objects(int depth) {
        List<JsonObject> objects = new ArrayList<>();
        for (int many = random.nextInt(4); many > 0; many--) {
            objects.add(object(depth));
        }
        return objects;
    }
}
