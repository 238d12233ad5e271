package dev.berth.it.builds;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What surefire or failsafe reports of a test class.
 *
 * @param cases its test cases
 * @param failed those of them that are not simply green
 * @param properties the system properties of the JVM that ran it
 */
record Reports(List<String> cases, List<String> failed, Map<String, String> properties) {
    /** All of a folder, by class. */
    static Map<String, Reports> in(Path folder) throws IOException {
        Map<String, Reports> all = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "TEST-*.xml")) {
            for (Path file : files) {
                Element suite = parsed(file).getDocumentElement();
                all.put(suite.getAttribute("name"), of(suite));
            }
        }
        return all;
    }

    private static Reports of(Element suite) {
        List<String> cases = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        for (Element each : elements(suite, "testcase")) {
            cases.add(each.getAttribute("name"));
            for (String blemish : List.of("failure", "error", "skipped")) {
                if (!elements(each, blemish).isEmpty()) {
                    failed.add(each.getAttribute("name") + ": "
                            + each.getTextContent().strip());
                }
            }
        }
        Map<String, String> properties = new TreeMap<>();
        for (Element each : elements(suite, "property")) {
            properties.put(each.getAttribute("name"), each.getAttribute("value"));
        }
        return new Reports(cases, failed, properties);
    }

    private static List<Element> elements(Element within, String name) {
        NodeList found = within.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    private static Document parsed(Path file) throws IOException {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile());
        } catch (ParserConfigurationException | SAXException unreadable) {
            throw new IOException(file + ": " + unreadable.getMessage(), unreadable);
        }
    }
}
