import { classes } from '../classes.ts'

/** The name of the product. */
export function Mark({ className }: { className?: string }) {
  return <span className={classes('text-[1.0625rem] font-bold tracking-[0.01em] text-ink', className)}>Gap5</span>
}
