import type { ComponentProps, ReactNode } from 'react'
import { LoaderCircle } from 'lucide-react'
import { classes } from './classes.ts'
import { useLanguage, type Words } from './language.tsx'
import { Tooltip } from './Tooltip.tsx'

export type ButtonLook = 'primary' | 'plain' | 'quiet' | 'danger'

export type ButtonProps = Omit<ComponentProps<'button'>, 'disabled' | 'className'> & {
  look?: ButtonLook
  size?: 'small' | 'medium' | 'large'
  icon?: ReactNode
  /** Why the button cannot be used now; given, it is disabled but still reachable, and says so. */
  disabledBecause?: Words | false | null | undefined
  /** Shows that the work is under way, and takes no further clicks. */
  busy?: boolean
  /** Icon alone: the name for screen readers and the tooltip. */
  label?: Words
  className?: string
}

export const buttonLooks: Record<ButtonLook, string> = {
  primary: 'bg-accent text-on-accent border-accent hover:bg-accent-deep hover:border-accent-deep font-semibold',
  plain: 'bg-card text-body border-line hover:border-edge hover:text-ink',
  quiet: 'bg-transparent text-body border-transparent hover:bg-sunken hover:text-ink',
  danger: 'bg-below text-on-below border-below hover:bg-below-deep hover:border-below-deep font-semibold',
}

const sizes = {
  small: 'h-7 pointer-coarse:h-10 text-[0.8125rem] gap-1.5',
  medium: 'h-9 pointer-coarse:h-11 text-sm gap-2',
  large: 'h-11 text-base gap-2',
}
const sides = { small: 'px-2', medium: 'px-3.5', large: 'px-5' }
const squares = { small: 'w-7 pointer-coarse:w-10', medium: 'w-9 pointer-coarse:w-11', large: 'w-11' }

export function buttonClasses({
  look = 'plain',
  size = 'medium',
  square = false,
}: Pick<ButtonProps, 'look' | 'size'> & { square?: boolean }): string {
  return classes(
    'inline-flex shrink-0 items-center justify-center rounded-control border whitespace-nowrap select-none transition-colors duration-100',
    'aria-disabled:opacity-55 aria-disabled:cursor-not-allowed',
    buttonLooks[look],
    sizes[size],
    square ? squares[size] : sides[size],
  )
}

export function Button({
  look,
  size = 'medium',
  icon,
  disabledBecause,
  busy = false,
  label,
  className,
  children,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  const { say } = useLanguage()
  const off = Boolean(disabledBecause) || busy
  const button = (
    <button
      {...rest}
      type={off && type === 'submit' ? 'button' : type}
      aria-disabled={off || undefined}
      aria-busy={busy || undefined}
      aria-label={label ? say(label) : rest['aria-label']}
      className={classes(buttonClasses({ look, size, square: !children }), className)}
      onClick={off ? undefined : onClick}
    >
      {busy ? <LoaderCircle size={16} className="animate-spin" aria-hidden /> : icon}
      {children}
    </button>
  )
  const hint = disabledBecause || (children ? null : label)
  return hint ? (
    <Tooltip words={hint} describes={Boolean(disabledBecause)}>
      {button}
    </Tooltip>
  ) : (
    button
  )
}
