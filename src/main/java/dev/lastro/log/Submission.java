package dev.lastro.log;

/** A delivery before it has a position: what is handed to the log. */
public record Submission(String provider, String remoteAddress, byte[] headers, byte[] body) {}
