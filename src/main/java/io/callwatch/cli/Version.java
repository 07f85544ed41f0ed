package io.callwatch.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar's manifest. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"callwatch " + Objects.toString(version, "(not from a jar)"), "Java " + Runtime.version()};
    }
}
