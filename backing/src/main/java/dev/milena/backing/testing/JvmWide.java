package dev.milena.backing.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Finds the one instance of this JVM. Quarkus gives every test profile a class loader of its own,
 * in which a static field is another one, and closes it under whatever still runs. So the instance
 * lives in the system class loader, and who asks from another one gets a stand-in that passes calls
 * on. Only JDK types can cross.
 */
final class JvmWide {
  private JvmWide() {}

  /**
   * The instance of the class {@code holder}, made by its static method {@code instance()}.
   *
   * @param type the interface that it implements; its default methods run on the asking side
   */
  static <T> T find(Class<T> type, String holder) {
    ClassLoader home = ClassLoader.getSystemClassLoader();
    Thread thread = Thread.currentThread();
    ClassLoader asking = thread.getContextClassLoader();
    try {
      thread.setContextClassLoader(
          home); // Threads started now inherit it, and outlive the asking one.
      Method maker = Class.forName(holder, true, home).getDeclaredMethod("instance");
      maker.setAccessible(true);
      Object instance = maker.invoke(null);
      if (type.isInstance(instance)) {
        return type.cast(instance);
      }
      Class<?> homeType = Class.forName(type.getName(), true, home);
      return type.cast(
          Proxy.newProxyInstance(
              type.getClassLoader(), new Class<?>[] {type}, passTo(instance, homeType)));
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "Not on the class path that this JVM was started with: " + holder, e);
    } finally {
      thread.setContextClassLoader(asking);
    }
  }

  private static InvocationHandler passTo(Object instance, Class<?> homeType) {
    return (standIn, method, arguments) -> {
      if (method.isDefault()) {
        return InvocationHandler.invokeDefault(standIn, method, arguments);
      }
      Method there =
          method.getDeclaringClass() == Object.class
              ? method
              : homeType.getMethod(method.getName(), method.getParameterTypes());
      try {
        return there.invoke(instance, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    };
  }
}
