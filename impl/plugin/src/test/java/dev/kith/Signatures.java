package dev.kith;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What code outside can see of a type, one line each, in an order that is always the same. */
final class Signatures {
    /** Whether a type has them of its own or inherits them, callers see the same. */
    private static final Set<String> OF_EVERY_OBJECT = Set.of("equals", "hashCode", "toString");

    private static final Set<String> OF_EVERY_ENUM = Set.of("values", "valueOf");

    private Signatures() {}

    /** A type with the types in it, as far as they can be seen. */
    static Stream<Class<?>> visible(Class<?> type) {
        if (!isVisible(type.getModifiers())) {
            return Stream.empty();
        }
        Stream<Class<?>> nested = Arrays.stream(type.getDeclaredClasses())
                .sorted(Comparator.comparing(Class::getName))
                .flatMap(Signatures::visible);
        return Stream.concat(Stream.of(type), nested);
    }

    /** The signatures of a type, without those of the types in it. */
    static Stream<String> of(Class<?> type) {
        return Stream.of(
                        Stream.of(header(type)),
                        Arrays.stream(type.getDeclaredFields())
                                .filter(Signatures::isVisible)
                                .map(Signatures::field)
                                .sorted(),
                        Arrays.stream(type.getDeclaredConstructors())
                                .filter(Signatures::isVisible)
                                .map(Signatures::constructor)
                                .sorted(),
                        Arrays.stream(type.getDeclaredMethods())
                                .filter(Signatures::isVisible)
                                .filter(method -> !isImplied(method))
                                .map(Signatures::method)
                                .sorted())
                .flatMap(lines -> lines);
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static boolean isVisible(Member member) {
        return isVisible(member.getModifiers()) && !member.isSynthetic();
    }

    private static boolean isImplied(Method method) {
        return OF_EVERY_OBJECT.contains(method.getName())
                || (method.getDeclaringClass().isEnum() && OF_EVERY_ENUM.contains(method.getName()));
    }

    private static String header(Class<?> type) {
        StringBuilder line = new StringBuilder(modifiers(type)).append(name(type));
        line.append(variables(type.getTypeParameters()));
        if (type.isRecord()) {
            line.append(Arrays.stream(type.getRecordComponents())
                    .map(component -> name(component.getGenericType()) + " " + component.getName())
                    .collect(joining(", ", "(", ")")));
        }
        Type parent = type.getGenericSuperclass();
        if (parent != null && parent != Object.class && !type.isRecord() && !type.isEnum()) {
            line.append(" extends ").append(name(parent));
        }
        append(line, type.isInterface() ? " extends " : " implements ", type.getGenericInterfaces());
        if (type.isSealed()) {
            append(line, " permits ", type.getPermittedSubclasses());
        }
        return line.toString();
    }

    private static void append(StringBuilder line, String word, Type[] types) {
        if (types.length > 0) {
            line.append(word).append(names(types));
        }
    }

    private static String modifiers(Class<?> type) {
        List<String> words = new ArrayList<>();
        int modifiers = type.getModifiers();
        words.add(Modifier.isPublic(modifiers) ? "public" : "protected");
        boolean isClass = !type.isInterface() && !type.isEnum() && !type.isRecord();
        if (isClass && type.isMemberClass() && Modifier.isStatic(modifiers)) {
            words.add("static");
        }
        if (isClass && Modifier.isAbstract(modifiers)) {
            words.add("abstract");
        }
        if (isClass && Modifier.isFinal(modifiers)) {
            words.add("final");
        }
        if (type.isSealed()) {
            words.add("sealed");
        }
        if (type.isAnnotation()) {
            words.add("@interface");
        } else if (type.isInterface()) {
            words.add("interface");
        } else if (type.isEnum()) {
            words.add("enum");
        } else {
            words.add(type.isRecord() ? "record" : "class");
        }
        return String.join(" ", words) + " ";
    }

    private static String field(Field field) {
        return field.isEnumConstant()
                ? "constant " + owned(field)
                : modifiers(field, Modifier.fieldModifiers()) + name(field.getGenericType()) + " " + owned(field);
    }

    private static String constructor(Constructor<?> constructor) {
        return modifiers(constructor, Modifier.constructorModifiers())
                + variables(constructor.getTypeParameters())
                + name(constructor.getDeclaringClass())
                + parameters(constructor);
    }

    private static String method(Method method) {
        return modifiers(method, Modifier.methodModifiers() & ~Modifier.SYNCHRONIZED)
                + (method.isDefault() ? "default " : "")
                + variables(method.getTypeParameters())
                + name(method.getGenericReturnType())
                + " "
                + owned(method)
                + parameters(method);
    }

    private static String modifiers(Member member, int mask) {
        String words = Modifier.toString(member.getModifiers() & mask);
        return words.isEmpty() ? "" : words + " ";
    }

    private static String owned(Member member) {
        return name(member.getDeclaringClass()) + "." + member.getName();
    }

    private static String parameters(Executable executable) {
        String list = names(executable.getGenericParameterTypes());
        String shown = executable.isVarArgs() ? list.replaceAll("\\[]$", "...") : list;
        StringBuilder line = new StringBuilder("(").append(shown).append(")");
        append(line, " throws ", executable.getGenericExceptionTypes());
        return line.toString();
    }

    private static String variables(TypeVariable<?>[] variables) {
        return variables.length == 0
                ? ""
                : Arrays.stream(variables)
                        .map(variable -> variable.getName() + bounds(variable))
                        .collect(joining(", ", "<", "> "));
    }

    private static String bounds(TypeVariable<?> variable) {
        return Arrays.equals(variable.getBounds(), new Type[] {Object.class})
                ? ""
                : Arrays.stream(variable.getBounds()).map(Signatures::name).collect(joining(" & ", " extends ", ""));
    }

    private static String names(Type[] types) {
        return Arrays.stream(types).map(Signatures::name).collect(joining(", "));
    }

    private static String name(Type type) {
        if (type instanceof Class<?> known) {
            return known.getCanonicalName();
        }
        if (type instanceof GenericArrayType array) {
            return name(array.getGenericComponentType()) + "[]";
        }
        if (type instanceof ParameterizedType generic) {
            return name(generic.getRawType()) + "<" + names(generic.getActualTypeArguments()) + ">";
        }
        if (type instanceof WildcardType wildcard) {
            String lower = names(wildcard.getLowerBounds());
            String upper = names(wildcard.getUpperBounds());
            if (!lower.isEmpty()) {
                return "? super " + lower;
            }
            return upper.equals("java.lang.Object") ? "?" : "? extends " + upper;
        }
        return type.getTypeName();
    }
}
