package io.tocsin.runtime.service;

/** With which code a service's process ends, and thereby whose turn it is. */
public enum ExitCode {
  /** Somebody stopped it. */
  STOPPED(0),
  /** A bug of ours: the topology died or our code failed too often. */
  BUG(1),
  /** The configuration or the command line cannot be used. */
  BAD_CONFIG(2),
  /** Something outside is broken: broker, registry, topics, port, disk; a restart may help. */
  WORLD_BROKEN(3);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
