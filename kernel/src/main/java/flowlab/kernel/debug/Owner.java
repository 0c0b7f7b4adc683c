package flowlab.kernel.debug;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The reader's class that a method belongs to, and the object whose method it is.
 *
 * @param object null in a static method
 */
record Owner(Class<?> type, Object object) {

  /** A field as a method sees it: of its own object, or of one around it. */
  record Member(Field field, Object of) {
    Object value() {
      try {
        return field.get(of);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }

    void set(Object value) {
      try {
        field.set(of, value);
      } catch (IllegalAccessException e) {
        throw new IllegalArgumentException(field.getName() + " cannot be set", e);
      }
    }

    boolean isFinal() {
      return Modifier.isFinal(field.getModifiers());
    }
  }

  /** Of a frame; none if it is a cell or a method that stands in no class. */
  static Optional<Owner> of(HeldFrame frame, ClassLoader cells) {
    Object object =
        frame.locals().entrySet().stream()
            .filter(local -> local.getKey().name().equals("this"))
            .map(local -> local.getValue())
            .findFirst()
            .orElse(null);
    try {
      Class<?> type = Class.forName(frame.at().getClassName(), false, cells);
      return isReaders(type) ? Optional.of(new Owner(type, object)) : Optional.empty();
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty();
    }
  }

  /** Around the reader's classes is one that JShell makes. */
  private static boolean isReaders(Class<?> type) {
    return type.getEnclosingClass() != null;
  }

  private Class<?> named() {
    return SourceType.nameable(type);
  }

  String typeName() {
    Class<?> named = named();
    String arguments = ", ?".repeat(named.getTypeParameters().length);
    String name = SourceType.of(named);
    return arguments.isEmpty() ? name : name + "<" + arguments.substring(2) + ">";
  }

  /** What a cell writes before the dot to come to a member of the class. */
  String prefix() {
    return object != null ? MemberText.THIS : SourceType.of(named());
  }

  boolean hasMethod(String name) {
    return lineage(type)
        .flatMap(each -> Arrays.stream(each.getDeclaredMethods()))
        .map(Method::getName)
        .anyMatch(name::equals);
  }

  /** The field that this name means in the method, if it means one. */
  Optional<Member> field(String name) {
    Class<?> inside = type;
    Object of = object;
    while (isReaders(inside)) {
      Object owner = of;
      Optional<Member> found =
          Stream.concat(
                  lineage(inside).flatMap(each -> declared(each, name).stream()),
                  declared(inside, "val$" + name).stream()) // a variable around a local class
              .filter(field -> owner != null || Modifier.isStatic(field.getModifiers()))
              .filter(Field::trySetAccessible)
              .map(field -> new Member(field, owner))
              .findFirst();
      if (found.isPresent()) return found;
      Optional<Field> around =
          Arrays.stream(inside.getDeclaredFields())
              .filter(field -> owner != null && field.getName().startsWith("this$"))
              .filter(Field::trySetAccessible)
              .findFirst();
      of = around.map(field -> new Member(field, owner).value()).orElse(null);
      inside = inside.getEnclosingClass();
    }
    return Optional.empty();
  }

  /** Whether a cell may write the field's name behind {@link #prefix}. */
  boolean isReachable(Member member) {
    Class<?> declaring = member.field().getDeclaringClass();
    int modifiers = member.field().getModifiers();
    return member.of() == object
        && declaring.isAssignableFrom(named())
        && !Modifier.isPrivate(modifiers)
        && (Modifier.isPublic(modifiers) || LineWeaver.isCells(declaring.getName()));
  }

  private static Optional<Field> declared(Class<?> type, String name) {
    return Arrays.stream(type.getDeclaredFields())
        .filter(field -> field.getName().equals(name))
        .findFirst();
  }

  /** A class, those above it, and their interfaces. */
  private static Stream<Class<?>> lineage(Class<?> type) {
    Stream<Class<?>> above =
        Stream.concat(Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()));
    return Stream.concat(Stream.of(type), above.flatMap(Owner::lineage));
  }
}
