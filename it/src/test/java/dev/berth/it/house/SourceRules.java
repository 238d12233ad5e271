package dev.berth.it.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** What the house asks of source text. Each rule answers with the sentences that name its breaches, none if it is kept. */
final class SourceRules {
    static final int LONGEST = 500;
    static final int MEDIAN = 100;
    private static final Set<String> VAGUE = Set.of("util", "utils", "common", "impl", "manager", "helper", "helpers");

    private SourceRules() {}

    /** A source file: its path for the message, and its text. */
    record Source(String path, String text) {
        int lines() {
            return (int) text.lines().count();
        }
    }

    static List<String> tooLong(List<Source> sources) {
        return sources.stream()
                .filter(source -> source.lines() > LONGEST)
                .map(source -> source.path() + " has " + source.lines() + " lines, more than " + LONGEST)
                .toList();
    }

    static List<String> medianTooLong(List<Source> sources) {
        if (sources.isEmpty()) {
            return List.of();
        }
        int median = sources.stream().map(Source::lines).sorted().toList().get(sources.size() / 2);
        return median <= MEDIAN ? List.of() : List.of("the median file has " + median + " lines, more than " + MEDIAN);
    }

    static List<String> vaguePackages(List<Source> sources) {
        List<String> breaches = new ArrayList<>();
        for (Source source : sources) {
            for (String folder : source.path().split("/", -1)) {
                if (VAGUE.contains(folder)) {
                    breaches.add(source.path() + " is in a package named " + folder + ", which says nothing");
                }
            }
        }
        return breaches;
    }

    static List<String> publicWithoutJavadoc(List<Source> sources) {
        List<String> breaches = new ArrayList<>();
        var compiler = ToolProvider.getSystemJavaCompiler();
        var task = (JavacTask) compiler.getTask(
                null,
                null,
                ignored -> {},
                List.of("-proc:none"),
                null,
                sources.stream().map(Text::new).toList());
        DocTrees docs = DocTrees.instance(task);
        try {
            for (CompilationUnitTree unit : task.parse()) {
                var types = new PublicTypes(docs);
                types.scan(new TreePath(unit), false);
                types.undocumented.forEach(type -> breaches.add(
                        unit.getSourceFile().getName().substring(1) + ": public type " + type + " has no javadoc"));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return breaches;
    }

    private static final class PublicTypes extends TreePathScanner<Void, Boolean> {
        private final DocTrees docs;
        private final List<String> undocumented = new ArrayList<>();

        PublicTypes(DocTrees docs) {
            this.docs = docs;
        }

        @Override
        public Void visitClass(ClassTree type, Boolean unused) {
            String doc = docs.getDocComment(getCurrentPath());
            if (type.getModifiers().getFlags().contains(Modifier.PUBLIC) && (doc == null || doc.isBlank())) {
                undocumented.add(type.getSimpleName().toString());
            }
            return super.visitClass(type, unused);
        }
    }

    private static final class Text extends SimpleJavaFileObject {
        private final Source source;

        Text(Source source) {
            super(URI.create("string:///" + source.path()), JavaFileObject.Kind.SOURCE);
            this.source = source;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source.text();
        }
    }
}
