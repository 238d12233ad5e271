package dev.berth.daemon;

import dev.berth.client.message.Methods;
import dev.berth.client.varlink.JsonObject;
import dev.berth.client.varlink.MalformedMessageException;
import dev.berth.client.varlink.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** {@code org.varlink.service}: what berthd is and speaks. */
final class IntrospectionMethods {
    private static final String SERVICE = "org.varlink.service";

    private final String version;

    /**
     * What to say of oneself.
     *
     * @param version of Berth
     */
    IntrospectionMethods(String version) {
        this.version = version;
    }

    /** Has them answered by a service. */
    void addTo(Service service) {
        service.add(SERVICE + ".GetInfo", this::info);
        service.add(SERVICE + ".GetInterfaceDescription", IntrospectionMethods::description);
    }

    private void info(Exchange exchange) {
        exchange.answer(Reply.of(new JsonObject()
                .with("vendor", "Berth")
                .with("product", "berthd")
                .with("version", version)
                .with("url", "man:berthd(8)")
                .with("interfaces", List.of(SERVICE, Methods.INTERFACE))));
    }

    private static void description(Exchange exchange) throws MalformedMessageException {
        String name = exchange.parameters().requiredText("interface");
        exchange.answer(
                name.equals(SERVICE) || name.equals(Methods.INTERFACE)
                        ? Reply.of(new JsonObject().with("description", text(name + ".varlink")))
                        : Errors.interfaceNotFound(name));
    }

    private static String text(String file) {
        try (InputStream text = Objects.requireNonNull(IntrospectionMethods.class.getResourceAsStream(file), file)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
