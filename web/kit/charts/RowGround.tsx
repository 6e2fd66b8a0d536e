import type { Row } from '@gap5/contract/charts/rows.ts'

/** The whole row, so that it takes the pointer everywhere and shows when it is the one spoken of. */
export function RowGround({ row, width, active }: { row: Row; width: number; active: boolean }) {
  return (
    <rect
      x={0}
      y={row.top}
      width={width}
      height={row.height}
      rx={6}
      className={active ? 'fill-sunken/70' : 'fill-transparent'}
    />
  )
}
