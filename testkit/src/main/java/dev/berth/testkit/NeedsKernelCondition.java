package dev.berth.testkit;

import java.lang.reflect.AnnotatedElement;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Lets a test run, skips it with proof, or fails it: never skips it silently. */
final class NeedsKernelCondition implements ExecutionCondition {
    private static final String REQUIRED = "BERTH_REQUIRE_PRIVILEGED";
    private static final Map<KernelAbility, KernelAbility.Verdict> ASKED = new EnumMap<>(KernelAbility.class);

    private final Function<KernelAbility, KernelAbility.Verdict> ask;
    private final boolean required;

    NeedsKernelCondition() {
        this(NeedsKernelCondition::once, Boolean.parseBoolean(System.getenv(REQUIRED)));
    }

    NeedsKernelCondition(Function<KernelAbility, KernelAbility.Verdict> ask, boolean required) {
        this.ask = ask;
        this.required = required;
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return judge(needs(context));
    }

    ConditionEvaluationResult judge(Set<KernelAbility> needs) {
        for (KernelAbility need : needs) {
            switch (ask.apply(need)) {
                case KernelAbility.Yes() -> {}
                case KernelAbility.No(String proof) -> {
                    if (required) {
                        throw new AssertionError(REQUIRED + " is set and " + need + " is not there: " + proof);
                    }
                    return ConditionEvaluationResult.disabled(need + " is not there: " + proof);
                }
                case KernelAbility.Unknown(String why) ->
                    throw new AssertionError("cannot tell whether " + need + " is there: " + why);
            }
        }
        return ConditionEvaluationResult.enabled("the kernel has " + needs);
    }

    /** What the element names itself, and what walls need where it asks for them. */
    private static Set<KernelAbility> needs(ExtensionContext context) {
        Set<KernelAbility> needs = new LinkedHashSet<>();
        context.getElement().ifPresent(element -> {
            if (AnnotationSupport.isAnnotated(element, InWalls.class)) {
                add(InWalls.class, needs);
            }
            add(element, needs);
        });
        return needs;
    }

    private static void add(AnnotatedElement element, Set<KernelAbility> needs) {
        AnnotationSupport.findAnnotation(element, NeedsKernel.class)
                .ifPresent(annotation -> needs.addAll(List.of(annotation.value())));
    }

    private static synchronized KernelAbility.Verdict once(KernelAbility ability) {
        return ASKED.computeIfAbsent(ability, KernelAbility::ask);
    }
}
