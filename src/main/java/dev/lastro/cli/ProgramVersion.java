package dev.lastro.cli;

import picocli.CommandLine.IVersionProvider;

final class ProgramVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        var version = ProgramVersion.class.getPackage().getImplementationVersion();
        return new String[] {"lastro " + (version == null ? "development" : version)};
    }
}
