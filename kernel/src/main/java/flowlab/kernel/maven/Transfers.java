package flowlab.kernel.maven;

import flowlab.kernel.api.Interrupts;
import flowlab.kernel.api.Stopped;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferCancelledException;
import org.eclipse.aether.transfer.TransferEvent;

/** Tells how downloads go, and breaks them off when the cell is stopped. */
final class Transfers extends AbstractTransferListener {
  private final Consumer<String> progress;
  private final Map<String, Long> running = new ConcurrentHashMap<>();
  private final AtomicInteger files = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  Transfers(Consumer<String> progress) {
    this.progress = progress;
  }

  @Override
  public void transferInitiated(TransferEvent event) throws TransferCancelledException {
    stopIfAsked();
  }

  @Override
  public void transferProgressed(TransferEvent event) throws TransferCancelledException {
    stopIfAsked();
    running.put(event.getResource().getResourceName(), event.getTransferredBytes());
    tell(event);
  }

  @Override
  public void transferSucceeded(TransferEvent event) {
    running.remove(event.getResource().getResourceName());
    files.incrementAndGet();
    bytes.addAndGet(event.getTransferredBytes());
    tell(event);
  }

  @Override
  public void transferFailed(TransferEvent event) {
    running.remove(event.getResource().getResourceName());
  }

  private void tell(TransferEvent event) {
    long now = bytes.get() + running.values().stream().mapToLong(Long::longValue).sum();
    String name = event.getResource().getResourceName();
    progress.accept(
        String.format(
            Locale.ROOT,
            "%d files, %.1f MB from %s: %s",
            files.get(),
            now / 1e6,
            event.getResource().getRepositoryId(),
            name.substring(name.lastIndexOf('/') + 1)));
  }

  private static void stopIfAsked() throws TransferCancelledException {
    try {
      Interrupts.check();
    } catch (Stopped stopped) {
      throw new TransferCancelledException("stopped");
    }
  }
}
