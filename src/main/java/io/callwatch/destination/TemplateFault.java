package io.callwatch.destination;

/** A message template that cannot be used: its file, the line (1 is the first; 0 if not known) and what is wrong. */
public final class TemplateFault extends RuntimeException {
    private final String file;
    private final int line;

    TemplateFault(String file, int line, String reason) {
        super(file + (line > 0 ? ", line " + line : "") + ": " + reason);
        this.file = file;
        this.line = line;
    }

    public String file() {
        return file;
    }

    public int line() {
        return line;
    }
}
