/** What in a series is more than noise, and since when. Positions count from 0. */
export interface Signal {
  rule: 'outside' | 'two-of-three' | 'run-of-eight' | 'six-in-one-direction'
  /** Above or below the centre; rising or falling for a direction. */
  side: 'above' | 'below'
  /** First and last position that belong to it. */
  from: number
  to: number
}

/**
 * Signals in a series of standings (sigmas from the centre, in order of time, NaN where there is none and then skipped):
 *
 * - `outside`: beyond three sigma;
 * - `two-of-three`: two of three successive points beyond two sigma on one side (reported where no point of them is outside);
 * - `run-of-eight`: eight or more successive points on one side of the centre;
 * - `six-in-one-direction`: six or more successive points, each higher (or lower) than the one before.
 *
 * On pure noise a point gives a signal in about 1 of 100 cases, so a year of months shows a false one now and then.
 *
 * Sources: Western Electric (1956) Statistical Quality Control Handbook, pp. 23–28; Nelson (1984) J. Quality Technology 16(4), tests 1, 3 and 5.
 */
export function runSignals(standings: readonly number[]): Signal[] {
  const given = standings.flatMap((sigma, at) => (Number.isNaN(sigma) ? [] : [{ sigma, at }]))
  return [...outside(given), ...twoOfThree(given), ...runs(given), ...directions(given)].sort((a, b) => a.to - b.to || a.from - b.from)
}

type Point = { sigma: number; at: number }

const sideOf = (sigma: number) => (sigma > 0 ? 'above' : 'below')
const slack = 1e-9

function outside(points: readonly Point[]): Signal[] {
  return points.flatMap(({ sigma, at }) => (Math.abs(sigma) > 3 + slack ? [{ rule: 'outside', side: sideOf(sigma), from: at, to: at }] : []))
}

function twoOfThree(points: readonly Point[]): Signal[] {
  return (['above', 'below'] as const).flatMap((side) => {
    const beyond = points.map(({ sigma }) => Math.abs(sigma) > 2 + slack && sideOf(sigma) === side)
    const found: Signal[] = []
    for (let i = 1; i < points.length; i++) {
      const first = beyond[i - 1] ? i - 1 : i >= 2 && beyond[i - 2] ? i - 2 : null
      if (!beyond[i] || first === null) continue
      const isSaid = points.slice(first, i + 1).some(({ sigma }) => Math.abs(sigma) > 3 + slack)
      if (!isSaid) found.push({ rule: 'two-of-three', side, from: points[first]!.at, to: points[i]!.at })
    }
    return found
  })
}

function runs(points: readonly Point[]): Signal[] {
  const stretches = stretchesOf(points, (a, b) => a.sigma !== 0 && b.sigma !== 0 && sideOf(a.sigma) === sideOf(b.sigma))
  return stretches.filter((run) => run.length >= 8).map((run) => signalOf('run-of-eight', sideOf(run[0]!.sigma), run))
}

function directions(points: readonly Point[]): Signal[] {
  const rising = stretchesOf(points, (a, b) => b.sigma > a.sigma + slack)
  const falling = stretchesOf(points, (a, b) => b.sigma < a.sigma - slack)
  const long = (side: Signal['side']) => (run: Point[]) => (run.length >= 6 ? [signalOf('six-in-one-direction', side, run)] : [])
  return [...rising.flatMap(long('above')), ...falling.flatMap(long('below'))]
}

/** The longest stretches in which each point goes on from the one before. */
function stretchesOf(points: readonly Point[], goesOn: (before: Point, point: Point) => boolean): Point[][] {
  const stretches: Point[][] = []
  for (const [i, point] of points.entries()) {
    const before = points[i - 1]
    if (before && goesOn(before, point)) stretches.at(-1)!.push(point)
    else stretches.push([point])
  }
  return stretches
}

function signalOf(rule: Signal['rule'], side: Signal['side'], run: readonly Point[]): Signal {
  return { rule, side, from: run[0]!.at, to: run.at(-1)!.at }
}
