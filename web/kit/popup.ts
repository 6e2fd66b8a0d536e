/** The looks that menus, selects, comboboxes and popovers share. */
export const popupClasses =
  'rounded-[0.625rem] border border-line bg-card p-1 text-sm text-ink shadow-float outline-none origin-(--transform-origin) transition-[opacity,scale] duration-100 ease-calm data-ending-style:opacity-0 data-starting-style:scale-[0.98] data-starting-style:opacity-0'

export const rowClasses =
  'relative flex min-h-8 pointer-coarse:min-h-11 cursor-default items-center gap-2.5 rounded-md px-2.5 py-1 text-body outline-none select-none data-highlighted:bg-sunken data-highlighted:text-ink data-disabled:opacity-45'
