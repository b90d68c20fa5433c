package com.example.kore;

import java.lang.reflect.Parameter;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One mock for all test classes that say {@code @ExtendWith(KoreMockExtension.class)}. Tests get it as a parameter {@link KoreMock}, and
 * the id that tells them apart as a {@code String testId}; what they have set is undone after each.
 */
public final class KoreMockExtension implements ParameterResolver, AfterEachCallback {
  private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(KoreMockExtension.class);

  /** JUnit closes it when all tests are over. */
  private record Running(KoreMock mock) implements ExtensionContext.Store.CloseableResource {
    @Override
    public void close() {
      mock.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Parameter wanted = parameter.getParameter();
    return wanted.getType() == KoreMock.class || wanted.getType() == String.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == KoreMock.class ? mockOf(context) : testIdOf(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    mockOf(context).reset(testIdOf(context));
  }

  private static KoreMock mockOf(ExtensionContext context) {
    ExtensionContext.Store store = context.getRoot().getStore(OURS);
    return store.getOrComputeIfAbsent("mock", key -> new Running(KoreMock.start()), Running.class).mock();
  }

  private static String testIdOf(ExtensionContext context) {
    return "junit-" + Integer.toHexString(context.getUniqueId().hashCode());
  }
}
