import type { ReactNode } from 'react'
import { Card } from '../Card.tsx'
import type { Words } from '../language.tsx'

/** One part of the kit with its name. */
export function Sample({ title, description, children }: { title: Words; description?: Words; children: ReactNode }) {
  return (
    <Card title={title} description={description}>
      <div className="flex flex-col gap-4">{children}</div>
    </Card>
  )
}

export function Line({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-2.5">{children}</div>
}
