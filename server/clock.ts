/** Where the present comes from. Code that needs to know what time it is takes a clock, so that tests can set it. */
export type Clock = { now(): Date }

export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands still until it is moved. */
export type SetClock = Clock & { set(instant: Date | string): void; advance(milliseconds: number): void }

export function setClock(instant: Date | string): SetClock {
  let present = new Date(instant)
  return {
    now: () => new Date(present),
    set: (next) => void (present = new Date(next)),
    advance: (milliseconds) => void (present = new Date(present.getTime() + milliseconds)),
  }
}
