"""Mistakes that could creep into a chapter, and for each the check that notices it. See test_planted.py."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mistake:
    """A text of a chapter's code taken for another one, and the check, in that cell or a later one, that must fail."""

    chapter: str
    right: str
    wrong: str
    check: str


CHAPTER_00 = [
    # the current of another path
    ("new ExactPoints(many, Interpolant.linear())", "new ExactPoints(many, Interpolant.cosine())",
     "error of the current"),
    # time read the wrong way
    ("FieldError.of(run.model(), exact, walkers)", "FieldError.of((x, t) -> exact.at(x, 0.4), exact, walkers)",
     "error of the current"),
]

CHAPTER_01 = [
    ("return sum / 2;", "return sum;", "area after, over the integral"),
    ("return bell(from, 1) / Math.abs", "return bell(from, 1) * Math.abs", "their difference in standard errors"),
    ("double L = 3;", "double L = 1;", "largest distance over its bound"),
    ("4 * divergence(middle)", "2 * divergence(middle)", "largest difference"),
    ("return east - west + north - south;", "return east - west + north + south;", "largest difference"),
    ("- flux(p, v, x.minus(e1), t).x();", "- flux(p, v, x, t).x();", "halving h divides it by"),
    ("Vec fromCentre = x.minus(goal.times(t));", "Vec fromCentre = x;", "residual of v + w/p"),
    ("p).map(one -> one / all)", "p).map(one -> one / 20)", "by hand minus ExactPoints"),
    (".plus(gaussian(random).times(width(t)));", ".plus(gaussian(random).times(1 - t));", "L_CFM - L_FM, its spread"),
    ("conditional[i] = wants(x, t, x1);", "conditional[i] = wants(x, 0, x1);", "L_CFM - L_FM, its spread"),
    ("row(walk.x1(), i));", "row(walk.x0(), i));", "formula (6) minus"),
    ("steps / 10)) - floor.value();", "steps / 10)) - 2 * floor.value();", "loss at the end, minus the floor"),
    (
        "double error = FieldError.of(learned, exact, fresh)",
        "double error = FieldError.loss(learned, fresh)",
        "E‖v_θ - u‖²/2 of the learned",
    ),
    ("samples.norm2(1)", "Annulus.byRadius(2, 3).sample(count, random).norm2(1)", "mean radius, learned"),
]

CHAPTER_02 = [
    ("- y) < 0.05)", "- y) < 0.5)", "largest difference in standard errors"),
    ("- u.mul(u).mean", "+ u.mul(u).mean", "floor, as a difference of squares"),
    (
        "double floor = FieldError.loss(exact, pairs);",
        "double floor = FieldError.loss(straight, pairs);",
        "floor, as a mean residual",
    ),
    ("a[l].mul(a[l]).rsub(1)", "a[l].rsub(1)", "gradient by hand minus differences"),
    ("adam(gradient(layers, goal), k", "adam(gradient(layers, x0), k", "last fifth, minus the floor"),
    ("steps, 500)) - floor;", "steps, 500)) - 2 * floor;", "last 500 steps, minus the floor"),
    (".solve(v, x0).last(), true1)", ".solve(v, x0, 0, 0.9).last(), true1)", "learned field, over that"),
    ("double least = FieldError.loss(exact, fresh);", "double least = floor;", "loss - floor - field error"),
    (
        "return w2.between(OdeSolver.fixed(ButcherTableau.EULER, T)",
        "return w2.between(OdeSolver.fixed(ButcherTableau.MIDPOINT, T)",
        "one step, exact field",
    ),
]

CHAPTER_03 = [
    ("var byHeart = new ExactPoints(data, path);", "var byHeart = exact;", "to be gained by heart, at most"),
    ("u.at(middle, t + h / 2)", "u.at(middle, t)", "midpoint: it divides by"),
    (
        "OdeSolver.fixed(method, n).solve(exact, few)",
        "OdeSolver.fixed(ButcherTableau.EULER, n).solve(exact, few)",
        "of midpoint",
    ),
    (".map(Run::looks).min(", ".map(Run::looks).max(", "Euler over Dopri5, for 1e-2"),
    (
        "new ExactMixture(one, Interpolant.linear())",
        "new ExactMixture(modes, Interpolant.linear())",
        "apparent order of midpoint",
    ),
    ("3 / 10.0, 4 / 5.0", "3 / 10.0, 3 / 5.0", "largest error of a time"),
    (
        "price(\"learned, GELU\", dopri5.run(smooth,",
        "price(\"learned, GELU\", dopri5.run(learned,",
        "GELU: fewer than with ReLU",
    ),
    (
        "double off = FieldError.of(learned, exact, probe);",
        "double off = FieldError.loss(learned, probe);",
        "E‖v - u‖²/2 of the learned",
    ),
    (
        "var curved = dense.solve(learned, some);",
        "var curved = dense.solve(paired.model(), some);",
        "learned minus exact",
    ),
    (
        "var straight = dense.solve(paired.model(), some);",
        "var straight = dense.solve(learned, some);",
        "bend, pairs by transport",
    ),
    (
        "double[] blind = distances(learned);",
        "double[] blind = distances(paired.model());",
        "one step, blind over transport",
    ),
    (
        "new Likelihood(OdeSolver.fixed(ButcherTableau.RK4, n))",
        "new Likelihood(OdeSolver.fixed(ButcherTableau.MIDPOINT, n))",
        "100 over 200 steps",
    ),
    (
        "x = x.add(noise.sample(crowd, random).mul(Math.sqrt(gamma[k])));",
        "x = x.add(noise.sample(crowd, random).mul(gamma[k]));",
        "DDPM, 100: width over true",
    ),
    (
        "AdaptiveSolver.dopri5(1e-3, 1e-3).run(exact, from, 0, 1)",
        "AdaptiveSolver.dopri5(1e-3, 1e-3).run(exact, from, 0, 0.95)",
        "flow, 20: width over true",
    ),
]

CHAPTER_04 = [
    # the bell with α where it needs α²
    ("phiData(beta * k).times(Math.exp(-0.5 * alpha * alpha * k * k))",
     "phiData(beta * k).times(Math.exp(-0.5 * alpha * k * k))", "B1: largest difference"),
    # the letters the other way round
    ("mix(1 - t, eps, t, x1)", "mix(t, eps, 1 - t, x1)", "B1: largest difference"),
    ("guess(new double[] {x}, t)[0]", "guess(new double[] {x}, t)[0] * 1.03", "largest distance of a strip"),
    # half the covariance's mixed term
    ("1.2 * a * b + 0.8", "0.6 * a * b + 0.8", "largest distance, in bands"),
    # forward differences
    ("(2 - plus.re() - minus.re()) / (h * h)", "2 * (1 - plus.re()) / (h * h) + h * m1", "error of E X² at h"),
    # a width for a variance
    ("bell(z - x, 0.09)", "bell(z - x, 0.3)", "convolution against product"),
    ("double rightBell = Math.exp(-0.5 * alpha * alpha * k * k)", "double rightBell = Math.exp(-alpha * alpha * k * k)",
     "with α in place of α²"),
    # a sign in line 3
    ("data.times(i(k * alpha)).times(bellOf(k))", "data.times(i(-k * alpha)).times(bellOf(k))", "computed lines"),
    ("Math.abs(recovered[i] - curve[i])", "Math.abs(recovered[i] - 1.05 * curve[i])", "recovered against"),
    # a guess that is too timid
    ("average(i -> Math.pow(eps[i] - given[i], 2))", "average(i -> Math.pow(eps[i] - 0.85 * given[i], 2))",
     "E ε² - E M²"),
    ("double error = average(i -> (eps[i] - given[i]) * fx[i])", "double error = average(i -> eps[i] * fx[i])",
     "largest inner product"),
    # the integral that begins inside the left hump
    ("double p = integral(-7, 9,", "double p = integral(-2.5, 4.5,", "its guess at -1.25"),
    ("double slope = integral(-7, 9,", "double slope = integral(-2.5, 4.5,", "its guess at -1.25"),
    # controls that do not fail
    ("B2(paired, sortedEps, k)", "B2(xt, eps, k)", "sorted pairs"),
    ("B2(withLaplace, laplace, k)", "B2(xt, eps, k)", "Laplace's noise"),
    ("1 / (1 + Math.pow(alpha * k, 2) / 2)", "1 / (1 + Math.pow(alpha * k, 2))", "with the factor that it really has"),
    ("field.at(x, t).mmul", "field.at(x, t - 0.02).mmul", "B5: largest difference"),
]

CHAPTER_05 = [
    (
        "double error1 = FieldError.of(learned1, exact1, fresh1);",
        "double error1 = FieldError.loss(learned1, fresh1);",
        "E‖v - u‖² of the learned field",
    ),
    (
        "var from1 = Conversions.along(linear);",
        "var from1 = Conversions.along(trigonometric);",
        "from the exact u, largest error",
    ),
    ("x += velocity / n;", "x += velocity * t / n;", "a straight walk ends at"),
    ("apart(sorted(flowed1), sorted(pairs1.x1()))", "apart(flowed1, pairs1.x1())", "crowd from crowd, both sorted"),
    ("ofV, t / (1 - t) * ofV);", "ofV, ofV / (1 - t));", "at 0.9, the last two, quotient"),
    (
        "stein(from1.score(learned1), independent)",
        "stein(from1.score(learned1), transported)",
        "independent pairs: E[X s(X)]",
    ),
    (
        ".solve(exact1, score1, strength(lambda), noise1.sample(n, random), random);",
        ".solve(exact1, zero, strength(lambda), noise1.sample(n, random), random);",
        "largest deviation",
    ),
    (
        "OdeSolver.fixed(ButcherTableau.RK4, n).solve(learned, starts)",
        "OdeSolver.fixed(ButcherTableau.EULER, n).solve(learned, starts)",
        "mean distance of 20 steps",
    ),
    (
        "double error = FieldError.of(learned, exact, fresh);",
        "double error = FieldError.loss(learned, fresh);",
        "E‖v - u‖²/3 of the learned",
    ),
    (
        "run.finalLoss(steps / 10) - floor.value()",
        "run.finalLoss(steps / 10) - 2 * floor.value()",
        "loss at the end, minus the floor",
    ),
    (
        ".solve(learned, score, g, starts, new",
        ".solve(learned, zero, g, starts, new",
        "SDE over the mean of true crowds",
    ),
    (
        ".row(\"ODE, learned\", inModes(ode.last()), limit)",
        ".row(\"ODE, learned\", inModes(ode.at(0.9)), limit)",
        "ODE over the mean of true crowds",
    ),
    ("rough(exact, exactScore)", "rough(exact, zero)", "sure points, ODE minus SDE"),
    ("if (odds[i] * before[i] < 0)", "if (odds[i] * before[i] != 0)", "1 % of the SDE's paths"),
]

COARSE = "InnerSampler.flow(exactStep::inner, OdeSolver.fixed(ButcherTableau.EULER, 8))"

CHAPTER_06 = [
    ("LossFloor.flowMatching(target, linear,", "LossFloor.flowMatching(target, Interpolant.cosine(),", "floor of FM"),
    # the mean squared error without its square, as good as untrained
    ("FieldError.of(fm, exactFlow,", "FieldError.of((x, t) -> fm.at(x, t.mul(0.99)), exactFlow,",
     "mean squared error of FM"),
    ("exactStep.inner(outer.xt(), t), inner)", "exactStep.inner(outer.xt(), 0.99 * t), inner)",
     "mean squared error of DTM, inner"),
    # the mean for a draw
    ("return stepped(exactStep::draw, T, x0, 1_000 * T + k)", f"return stepped({COARSE}, T, x0, k)",
     "exact DTM over true samples, most"),
    ("double fmDistance = distance(flowed(exactFlow, T, starts))",
     "double fmDistance = distance(flowed(exactFlow, T + 1, starts))", "exact FM, T = 2"),
    ("stepped(learnedStep, T, fewStarts, 20 + T)", f"stepped({COARSE}, T, fewStarts, 20 + T)", "learned DTM, largest"),
    ("stepped(inner(1), 4, starts, 41)", "stepped(inner(2), 4, starts, 41)", "DTM with one inner Euler step"),
    ("flowed(exactFlow, 32, xi)", "flowed(exactFlow, 31, xi)", "DTM with one outer step"),
    ("double ofFm = spread.euler(32)", "double ofFm = spread.euler(16)", "FM, 32 steps"),
    ("var spread = new FewSteps(0.8)", "var spread = new FewSteps(0.64)", "FM, 32 steps"),
]

CHAPTER_07 = [
    # one deviation for two; one step more than was said
    ("double lambda = sigma / s;", "double lambda = sigma;", "by hand minus FewSteps"),
    ("stepped(new ExactTransition(one)::inner, T, S, x0", "stepped(new ExactTransition(one)::inner, T, S + 1, x0",
     "points off the line"),
    ("share(0.8, 1, 1 << n) -", "share(0.8, 2, 1 << n) -", "T = 1 against S = 1"),
    ("IntStream.range(1, n).boxed()", "IntStream.range(0, n).boxed()", "best DTM in between"),
    ("share(sigma, 1 << i, 1 << n - i) -", "share(0.8, 1 << i, 1 << n - i) -", "the same, σ = "),
    ("var four = less(exactly.get(4)", "var four = less(exactly.get(1)", "T = 4 less FM, exact"),
    ("var ends = less(exactly.get(1)", "var ends = less(exactly.get(8)", "T = 1 less FM, exact"),
    ("flowed(fm06, 32, x0)", "flowed(fm06, 16, x0)", "T = 4 less FM, learned"),
    ("stepped(dtm06::given, T, 32 / T,", "stepped(dtm06::given, T, 8,", "T = 1 less FM, learned"),
    # the same draws for both, where two are claimed
    ("Wasserstein.exact(x, target.sample(size, random))",
     "Wasserstein.exact(x, target.sample(size, new SplittableRandom(500 + k)))", "W₂ of true crowds, mean"),
    ("double[] grid = spread.bestGrid(8);", "double[] grid = new FewSteps(1).bestGrid(8);", "points less cosᵀ(π/2T)"),
    ("spread.euler(8), spread.euler(grid),", "spread.euler(grid), spread.euler(8),", "σ = 0.05, equal steps"),
    ("grids.number(2, \"best grid\") -", "grids.number(1, \"best grid\") - 1e-3 -", "what the best grid gains"),
    # pairs counted twice, or the wrong way round
    ("return 2.0 * count / n", "return 1.0 * count / n", "pairs that cross, blind"),
    ("< dot[i][j] + dot[j][i]) count++", "> dot[i][j] + dot[j][i]) count++", "pairs that cross, transported"),
    ("Wasserstein.exact(from8, eight.evenly(", "Wasserstein.exact(from8, source.sample(", "W₂ from noise to data"),
    # a square too many, one net for another
    ("(dense.solve(u, from8), far)", "(dense.solve(u, from8), far * far)", "spent beyond, exact blind field"),
    ("double energyBlind = spends(blind.model())", "double energyBlind = spends(transported.model())",
     "spent beyond, learned blind"),
    ("double energyOt = spends(transported.model())", "double energyOt = spends(blind.model())",
     "spent beyond, transported"),
    # a floor from crowds that are more even than any method's
    ("exact(eight.sample(size, random), eight.evenly", "exact(eight.evenly(size, random), eight.evenly",
     "W₂ of true crowds, eight Gaussians"),
    ("byBlind[i] = w2(x -> flowed(blind.model(), T, x))", "byBlind[i] = w2(x -> flowed(blind.model(), T + 1, x))",
     "one step, blind"),
    ("byOt[i] = w2(x -> flowed(transported.model(), T, x))", "byOt[i] = w2(x -> flowed(blind.model(), T, x))",
     "one step, transported, less floor"),
    ("less(byOt[0], byBlind[3])", "less(byOt[0], byBlind[4])", "one transported less eight blind"),
    ("halfway(Coupling.independent())", "halfway(Coupling.optimalTransport())", "blind pairs: E[X · s(X)]"),
    ("halfway(Coupling.optimalTransport())", "halfway(Coupling.independent())", "transported: E[X · s(X)]"),
    ("double explained = -2 - drawn", "double explained = -2 + drawn", "the same less (-2 - E[X₀·X₁])"),
    ("NoiseFloor.of(each(set + \" \" + method))", "NoiseFloor.of(each(set + \" I-CFM\"))", "ours less theirs"),
    ("mean(each(set + \" floor\"))", "mean(each(\"moons floor\"))", "floor over OT-CFM"),
    # the partner of another for one's own
    ("Nd4j.hstack(x0, map.apply(x0))", "Nd4j.hstack(x0, Nd4j.reverse(map.apply(x0)))", "round two less one"),
    ("oneStep(roundTwo));", "oneStep(blind.model()));", "one step, round one over two"),
    ("last().sub(dense.solve(blind.model(), from8).last())", "last().sub(from8)", "between the two maps"),
    # a teacher without a fault
    ("pairs(x -> flowed(exact8, 4, x))", "pairs(x -> flowed(exact8, 64, x))", "round two less its teacher"),
    ("w2(x -> flowed(narrowed, 1, x))", "w2(x -> flowed(blind.model(), 1, x))", "one step of it less its teacher"),
    ("k % 2 == 1 ? 4 : 2", "k % 2 == 1 ? 2 : 4", "chord less mean"),
    ("var step = v.at(x, s).mul(h)", "var step = v.at(x, t).mul(h)", "the identity is off by"),
    ("rms(rest.add(turn))", "rms(rest.sub(turn))", "with a minus it is off by"),
    ("meanFlow.at(x, s, t).sub(u)", "meanFlow.at(x, s, s).sub(u)", "error from 0 to 1"),
    ("median(exact8.at(x, s).sub(u))", "median(meanFlow.at(x, s, t).sub(u))", "over that of v"),
    ("w2(x -> meanFlow.jump(x, 0, 1))", "w2(x -> meanFlow.jump(x, 0, 0.9))", "W₂ of one jump"),
    ("mix(all.divergence(x, t), told.divergence(x, t))", "mix(told.divergence(x, t), all.divergence(x, t))",
     "mass of the flow's density"),
    ("mix(all.logDensity(x, t), told.logDensity(x, t))", "mix(told.logDensity(x, t), all.logDensity(x, t))",
     "mean of x, promised"),
    ("double reached = moment(p, 1)", "double reached = moment(sharp, 1)", "mean of x, reached less promised"),
    ("return w * (w - 1) * t", "return w * (w + 1) * t", "differences less formula"),
    ("new double[] {-0.5, 0, 0.5, 1, 2}", "new double[] {0, 0.5, 1, 2}", "largest less least"),
    ("flowed(blind.model(), 100, x)", "flowed(blind.model(), 10, x)", "FM, 100 evaluations"),
    ("\"transported pairs\", 1, otTime, 1, byOt[0])", "\"transported pairs\", 1, otTime, 1, byBlind[0])",
     "one evaluation, transported"),
    ("w2(x -> flowed(roundTwo, 1, x))", "w2(x -> flowed(blind.model(), 1, x))", "one evaluation, rectified"),
    ("meanRun.seconds(), 1, jumpOnce)", "meanRun.seconds(), 1, byBlind[2])", "one evaluation, mean velocity"),
    ("transitions(1, exactStep8::draw)", "transitions(1, euler(exactStep8::inner, 4))", "exact draw, one step"),
]

CHAPTER_08 = [
    # a switch that turns nothing on
    ("? i / Math.max(1.0, steps - 1)", "? i / (double) steps", "40 steps, mistaken over right"),
    ("? t.rsub(1)", "? t", "difference at t = 0.8"),
    ("? Math.sqrt(variance)", "? variance", "with the mistake (0.562)"),
    ("? normal(x, x.columns(), random).mul(g)", "? x.mul(0).add(g)", "one step"),
    ("// ✗ away from where", "* -1 // ✗ away from where", "upper mode with the mistake"),
    ("// ✗ X₁ - X₀", "- sigmaMin // ✗ X₁ - X₀", "width with the mistake"),
    ("// ✗ the density moves", "+ 2 * Math.log(0.45) // ✗ the density moves", "one over the density claimed"),
    ("test, 800, random)", "ring, 800, random)", "loss over its floor, training rows"),
    ("? 7", "? 8", "a seed that is fixed"),
    # something wrong where all should be right
    ("misses.number(1, \"mistaken\") /", "misses.number(0, \"mistaken\") /", "mistaken, 20 over 40 steps"),
    (": t;", ": t.mul(0.9);", "the clock that is reversed in one place"),
    (": alpha * alpha;", ": alpha;", "σ where σ² belongs"),
    (": variance;", ": variance * variance;", "deviation of a cloud (0.316)"),
    ("new int[] {1, 2, 10, 50}", "new int[] {1, 2, 10, 10}", "fifty steps"),
    (": 1;", ": 0;", "upper mode, deviation (0.15)"),
    (": x.add(normal(x, 2, random)", ": x.addColumnVector(normal(x, 1, random)", "one noise for both axes"),
    (": 1 - sigmaMin;", ": 1;", "width of a cloud (0.2)"),
    (": Math.log(2 * Math.PI * sigma * sigma);", ": Math.log(2 * Math.PI * sigma);", "the one-dimensional normaliser"),
    (": 2 * Math.log(0.45);", ": Math.log(0.45);", "one over the true density"),
    (": -1;", ": 1;", "a divergence tested on a constant"),
    (": ring;", ": rows;", "loss over its floor, fresh rows"),
    ("t -> 3 * Math.sqrt(1 - t)", "t -> 0.5 * Math.sqrt(1 - t)", "variance, one over crowd"),
    ("double late = variance(ofOne, 1)", "double late = variance(ofOne, 0.6)", "at the end"),
]

CHAPTER_09 = [
    # gaps counted in columns that are not used
    ("var birds = penguins\n", "var birds = penguins.dropRowsWithMissingValues()\n", "rows without gaps"),
    # n - 1 here and n there
    ("Math.sqrt(x.populationVariance())", "x.standardDeviation()", "by hand minus TableSampler"),
    # the best look by the rows that it is trained on
    ("if (heldOut[looked] > heldOut[bestLook]) bestLook", "if (fitted[looked] > fitted[bestLook]) bestLook",
     "best look over one Gaussian"),
    ("stopped = tooLong.snapshots().get(looks[bestLook])", "stopped = tooLong.model()", "stopped over real"),
    ("new ExactPoints(toFit, linear)", "new ExactPoints(new Points(toStop), linear)", "exact minimiser"),
    # a density off by its scale, and one by the sign of it
    ("map(q -> q - volume)", "map(q -> q)", "flow over one Gaussian, at least"),
    ("map(q -> q - volume)", "map(q -> q + volume)", "flow over one Gaussian, at least"),
    # the spread of a bird for that of a mean
    ("Math.sqrt(variance / gaps.length)", "Math.sqrt(variance)", "flow over one Gaussian, at least"),
    # judged by the rows that were fitted
    ("known.row(n, below(flow.logDensity(judges))", "known.row(n, below(flow.logDensity(drawn))", "flow of 342 rows"),
    # the same condition for all
    ("likelihood.logDensity(u.given(c), z)", "likelihood.logDensity(u.given(codes[0]), z)", "recognised"),
    ("Math.log(shares[k]) + log[k][i]", "Math.log(shares[k]) - log[k][i]", "recognised"),
    # many for few
    ("i <= chinstraps[11]", "i <= chinstraps[45]", "made over real distance"),
    # copies, judged as new ones
    ("median(nearest(made, twelve))", "median(nearest(twelve, twelve))", "made over real distance"),
    # the distance of the species for the spread within
    ("vstack(centred(0), centred(2))", "vstack(only(z, c, 0), only(z, c, 2))", "flow - borrowed covariance"),
    ("Transforms.round(made.mul(10)).div(10)", "Transforms.round(made)", "written and read"),
    ("Checkpoint.load(weights)", "fresh(4)", "birds of the loaded net"),
]

PLANTED = [
    Mistake(chapter, *mistake)
    for chapter, mistakes in (
        ("00-start-here", CHAPTER_00),
        ("01-a-flow-by-hand", CHAPTER_01),
        ("02-flow-matching", CHAPTER_02),
        ("03-solving-the-flow", CHAPTER_03),
        ("04-characteristic-functions", CHAPTER_04),
        ("05-scores-odes-and-sdes", CHAPTER_05),
        ("06-difference-transition-matching", CHAPTER_06),
        ("07-few-steps-fairly-compared", CHAPTER_07),
        ("08-a-museum-of-bugs", CHAPTER_08),
        ("09-your-own-data", CHAPTER_09),
    )
    for mistake in mistakes
]

# The few that are planted whenever notebooks are tested: the cells of their chapter are quick.
DAILY = [mistake for mistake in PLANTED if mistake.chapter.startswith("00-")]
