import type { ComponentProps, MouseEvent, ReactNode } from 'react'
import { useRouter } from '@tanstack/react-router'
import { classes } from './classes.ts'
import { useGuest } from './guest.ts'
import { buttonClasses, type ButtonLook } from './Button.tsx'

export type LinkProps = Omit<ComponentProps<'a'>, 'href'> & {
  /** An address of `paths.ts`; what begins with `http`, `mailto:` or `/api`, or carries `download`, leaves the app. */
  to: string
}

/** Follows an address of the app without loading the page anew; behaves like any link with modifier keys. */
export function PlainLink({ to, onClick, children, ...rest }: LinkProps) {
  const router = useRouter()
  const guest = useGuest()
  const leaves =
    !to.startsWith('/') ||
    to.startsWith('/api/') ||
    to.startsWith('/s/') ||
    rest.download !== undefined ||
    rest.target === '_blank'
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event)
    if (
      leaves ||
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return
    event.preventDefault()
    void router.navigate({ href: to })
  }
  if (guest !== null) return <span className={rest.className}>{children}</span>
  return (
    <a rel={rest.target === '_blank' ? 'noopener' : undefined} {...rest} href={to} onClick={follow}>
      {children}
    </a>
  )
}

/** A link in running text. */
export function Link({ className, ...rest }: LinkProps) {
  if (useGuest() !== null) return null
  return (
    <PlainLink
      {...rest}
      className={classes(
        'text-accent underline decoration-accent/35 underline-offset-[3px] hover:decoration-current',
        className,
      )}
    />
  )
}

/** A link that looks like a button: it goes somewhere, a button does something. */
export function ButtonLink({
  look,
  size,
  icon,
  children,
  className,
  ...rest
}: LinkProps & { look?: ButtonLook; size?: 'small' | 'medium' | 'large'; icon?: ReactNode }) {
  if (useGuest() !== null) return null
  return (
    <PlainLink {...rest} className={classes(buttonClasses({ look, size }), 'no-underline', className)}>
      {icon}
      {children}
    </PlainLink>
  )
}
