package flowlab.kernel.api;

/** Something that is shown and can be replaced by something newer in the same place. */
public final class DisplayHandle {
  private final String id;
  private final Host host;

  DisplayHandle(String id, Host host) {
    this.id = id;
    this.host = host;
  }

  public String id() {
    return id;
  }

  public void update(Object value) {
    host.display(id, value, true);
  }

  @Override
  public String toString() {
    return id;
  }
}
