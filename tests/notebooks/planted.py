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

PLANTED = [
    Mistake(chapter, *mistake)
    for chapter, mistakes in (
        ("00-start-here", CHAPTER_00),
        ("04-characteristic-functions", CHAPTER_04),
        ("06-difference-transition-matching", CHAPTER_06),
    )
    for mistake in mistakes
]

# The few that are planted whenever notebooks are tested: the cells of their chapter are quick.
DAILY = [mistake for mistake in PLANTED if mistake.chapter.startswith("00-")]
