/** A key of the keyboard, in running text. */
export function Key({ children }: { children: string }) {
  return (
    <kbd className="inline-flex h-5.5 min-w-5.5 items-center justify-center rounded border border-line bg-side px-1.5 font-sans text-xs text-body">
      {children}
    </kbd>
  )
}
