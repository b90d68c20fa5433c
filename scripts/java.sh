#!/usr/bin/env bash
# Compiles and runs the examples in Java with the JDK and the JUnit of Debian. Testcontainers is in no package here: what the example calls of
# it stands in a stub, so that the example is compiled, and is not run, as there is no container engine.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/install-debian.sh
need 'javac -version && [[ -e /usr/share/java/junit-platform-console.jar ]]' default-jdk-headless junit5
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
jars=$(ls /usr/share/java/{junit-jupiter,junit-platform,opentest4j,apiguardian,picocli,univocity-parsers}*.jar | grep -v -- '-[0-9]' | tr '\n' ':')

stub() { mkdir -p "$work/stub/$(dirname "$1")" && cat >"$work/stub/$1"; }
stub org/testcontainers/junit/jupiter/Container.java <<'STUB'
package org.testcontainers.junit.jupiter;
public @interface Container {}
STUB
stub org/testcontainers/junit/jupiter/Testcontainers.java <<'STUB'
package org.testcontainers.junit.jupiter;
public @interface Testcontainers { boolean disabledWithoutDocker() default false; }
STUB
stub org/testcontainers/utility/DockerImageName.java <<'STUB'
package org.testcontainers.utility;
public final class DockerImageName { public static native DockerImageName parse(String name); }
STUB
stub org/testcontainers/containers/wait/strategy/Wait.java <<'STUB'
package org.testcontainers.containers.wait.strategy;
public class Wait { public static native HttpWaitStrategy forHttp(String path); }
STUB
stub org/testcontainers/containers/wait/strategy/WaitStrategy.java <<'STUB'
package org.testcontainers.containers.wait.strategy;
public interface WaitStrategy {}
STUB
stub org/testcontainers/containers/wait/strategy/HttpWaitStrategy.java <<'STUB'
package org.testcontainers.containers.wait.strategy;
public class HttpWaitStrategy implements WaitStrategy { public native HttpWaitStrategy forStatusCode(int code); }
STUB
stub org/testcontainers/containers/GenericContainer.java <<'STUB'
package org.testcontainers.containers;
import org.testcontainers.containers.wait.strategy.WaitStrategy;
import org.testcontainers.utility.DockerImageName;
public class GenericContainer<SELF extends GenericContainer<SELF>> implements AutoCloseable {
  public GenericContainer(DockerImageName image) {}
  public native SELF withEnv(String name, String value);
  public native SELF withExposedPorts(Integer... ports);
  public native SELF waitingFor(WaitStrategy strategy);
  public native Integer getMappedPort(int port);
  @Override public native void close();
}
STUB
mapfile -t stubs < <(find "$work/stub" -name '*.java')
mapfile -t sources < <(find examples/java -name '*.java')
javac -d "$work/stubs" "${stubs[@]}"
javac -Xlint:all,-processing,-path -Werror --release 17 -cp "$jars:$work/stubs" -d "$work/classes" "${sources[@]}"
echo "${#sources[@]} files compile"
unset "${!KORE_MOCK_@}"
export KORE_MOCK_COMMAND="node $root/dist/cli.js"
java -cp "$jars:$work/classes" org.junit.platform.console.ConsoleLauncher --disable-banner --details=tree --disable-ansi-colors \
  --fail-if-no-tests --select-class com.example.kore.ExporterTest
