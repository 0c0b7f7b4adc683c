package flowlab.nd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where ND4J's CUDA build runs, from what drivers print; no card is needed. */
class CudaBuildTest {
  private static final String A100 = "GPU-aaaa, NVIDIA A100-SXM4-40GB, 8.0, 535.104.05";
  private static final String H100 = "GPU-hhhh, NVIDIA H100 80GB HBM3, 9.0, 550.54.15";
  private static final String T4 = "GPU-tttt, Tesla T4, 7.5, 535.104.05";

  /** 8.9 runs the code for 8.6, 5.3 that for 5.2, 7.2 that for 7.0; 3.5 is below 3.7. */
  @ParameterizedTest
  @CsvSource({
    "Tesla K40m, 3.5, false",
    "Tesla K80, 3.7, true",
    "GeForce GTX 750 Ti, 5.0, true",
    "NVIDIA Tegra X1, 5.3, true",
    "Tesla P100-PCIE-16GB, 6.0, true",
    "NVIDIA TITAN V, 7.0, true",
    "Xavier, 7.2, true",
    "Tesla T4, 7.5, true",
    "NVIDIA A100-SXM4-40GB, 8.0, true",
    "NVIDIA GeForce RTX 3090, 8.6, true",
    "NVIDIA GeForce RTX 4090, 8.9, true",
    "NVIDIA H100 80GB HBM3, 9.0, false",
    "NVIDIA B200, 10.0, false",
    "NVIDIA GeForce RTX 5090, 12.0, false",
    "GeForce GTX 480, 2.0, false"
  })
  void runsWhereItHasMachineCode(String name, String capability, boolean runs) throws Exception {
    String line = "GPU-1234, %s, %s, 550.54.15\n".formatted(name, capability);
    if (runs) {
      Gpu card = cards(0, line).get(0);
      assertEquals(
          name + " (compute capability " + capability + ", driver 550.54.15)", card.toString());
    } else {
      assertEquals(
          name
              + " has compute capability "
              + capability
              + ", and this build has machine code for 3.7 to 8.9 only",
          why(0, line));
    }
  }

  @Test
  void aMachineWithoutADriverIsToldSo() {
    assertEquals(
        "there is no nvidia-smi, so no NVIDIA driver that could be asked (a container needs"
            + " NVIDIA_DRIVER_CAPABILITIES=compute,utility)",
        why(Driver.NO_PROGRAM, ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "9 | NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. | the"
            + " NVIDIA driver does not answer (nvidia-smi says: NVIDIA-SMI has failed because it"
            + " couldn't communicate with the NVIDIA driver.)",
        "124 | no answer within 30 s | the NVIDIA driver does not answer (nvidia-smi says: no"
            + " answer within 30 s)",
        "1 | '' | the NVIDIA driver does not answer (nvidia-smi says: nothing)",
        "2 | Field \"compute_cap\" is not a valid field to query. | the NVIDIA driver is too old to"
            + " tell what its card is: take 510 or newer",
        "6 | No devices were found | the NVIDIA driver finds no card",
        "0 | No devices were found | the NVIDIA driver finds no card",
        "0 | '' | the NVIDIA driver finds no card",
        "0 | GPU-1, Quadro, [N/A], 510.1 | nvidia-smi describes a card as: GPU-1, Quadro, [N/A],"
            + " 510.1"
      })
  void aDriverThatFailsIsQuoted(int status, String said, String sentence) {
    assertEquals(sentence, why(status, said));
  }

  @Test
  void elsewhereNobodyIsAsked() {
    var unusable =
        assertThrows(
            CudaBuild.Unusable.class,
            () ->
                CudaBuild.cards(
                    "Mac OS X aarch64",
                    () -> {
                      throw new AssertionError("asked");
                    },
                    Map.of()));
    assertEquals(
        "it is set up for Linux on x86-64 only, and this is Mac OS X aarch64",
        unusable.getMessage());
  }

  @Test
  void ofSeveralCardsAllMustDo() throws Exception {
    assertEquals(2, cards(0, A100 + "\n" + T4 + "\n").size());
    assertEquals(
        "NVIDIA H100 80GB HBM3 has compute capability 9.0, and this build has machine code for 3.7"
            + " to 8.9 only; CUDA_VISIBLE_DEVICES=GPU-aaaa,GPU-tttt hides that card",
        why(0, A100 + "\n" + H100 + "\n" + T4 + "\n"));
  }

  /** CUDA reads up to the first entry that names no card; numbers may count in another order. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GPU-aaaa | | GPU-aaaa",
        "GPU-tt, GPU-aa | | GPU-tttt,GPU-aaaa",
        "GPU-tttt,GPU-zz,GPU-aaaa | | GPU-tttt",
        "0 | PCI_BUS_ID | GPU-aaaa",
        "2,-1,1 | PCI_BUS_ID | GPU-tttt",
        "0 | | GPU-aaaa,GPU-hhhh,GPU-tttt",
        "'' | | ''",
        "-1 | | ''",
        "7 | PCI_BUS_ID | ''"
      })
  void hiddenCardsDoNotCount(String named, String order, String seen) {
    List<Gpu> all = Gpu.parse(String.join("\n", A100, H100, T4));
    Map<String, String> environment =
        order == null
            ? Map.of("CUDA_VISIBLE_DEVICES", named)
            : Map.of("CUDA_VISIBLE_DEVICES", named, "CUDA_DEVICE_ORDER", order);
    List<String> visible = Gpu.visible(all, environment).stream().map(Gpu::uuid).toList();
    assertEquals(seen, String.join(",", visible));
  }

  @Test
  void ofCardsThatAreAlikeNumbersCount() {
    List<Gpu> all = Gpu.parse(T4 + "\n" + T4.replace("tttt", "uuuu"));
    List<Gpu> visible = Gpu.visible(all, Map.of("CUDA_VISIBLE_DEVICES", "1"));
    assertEquals(List.of(all.get(1)), visible);
  }

  @Test
  void allCardsHiddenIsSaid() {
    var unusable =
        assertThrows(
            CudaBuild.Unusable.class,
            () ->
                CudaBuild.cards(
                    "Linux amd64",
                    () -> new Driver.Answer(0, T4),
                    Map.of("CUDA_VISIBLE_DEVICES", "-1")));
    assertEquals("CUDA_VISIBLE_DEVICES=-1 hides every card", unusable.getMessage());
  }

  /** Whatever this machine has, asking it ends with an answer. */
  @Test
  void thisMachineAnswers() {
    Driver.Answer answer = Driver.nvidiaSmi();
    assertTrue(answer.status() != 0 || !answer.said().isBlank(), answer::toString);
  }

  private static List<Gpu> cards(int status, String said) throws CudaBuild.Unusable {
    return CudaBuild.cards("Linux amd64", () -> new Driver.Answer(status, said), Map.of());
  }

  private static String why(int status, String said) {
    return assertThrows(CudaBuild.Unusable.class, () -> cards(status, said)).getMessage();
  }
}
