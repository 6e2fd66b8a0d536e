import { LanguageSwitch } from '../frame/LanguageSwitch.tsx'
import { Mark } from '../frame/Mark.tsx'
import { ModeSwitch } from '../frame/ModeSwitch.tsx'
import { PageHeader } from '../PageHeader.tsx'
import { Colours } from './Colours.tsx'
import { Doing } from './Doing.tsx'
import { Entering, Uploading } from './Entering.tsx'
import { Pictures } from './Pictures.tsx'
import { Figures, Marks, Narrowing, Tables, Waiting } from './Showing.tsx'

/** Every part of the kit, as it is; the figures are examples. */
export function KitPage() {
  return (
    <>
      <header className="flex items-center justify-between gap-3 border-b border-line bg-side px-4 py-2 sm:px-8">
        <Mark />
        <div className="flex items-center gap-1">
          <LanguageSwitch />
          <ModeSwitch />
        </div>
      </header>
      <main id="content" className="mx-auto max-w-[78rem] px-4 py-6 sm:px-8">
        <PageHeader
          over={{ en: 'The kit · figures are examples', zh: '组件 · 数字均为示例' }}
          title={{
            en: 'Responsiveness falls below what customers find adequate; the other four dimensions stay inside the zone',
            zh: '响应性低于顾客认为适当的水平，其余四个维度仍在容忍区域内',
          }}
          documentTitle={{ en: 'Kit', zh: '组件' }}
          under={{
            en: 'Perceived 6.1 against adequate 6.5 (difference −0.4, 95 % interval −0.6 to −0.2). It is also their second most important dimension.',
            zh: '感知 6.1，适当 6.5（差值 −0.4，95% 区间 −0.6 至 −0.2）。它也是顾客心中第二重要的维度。',
          }}
        />
        <Narrowing />
        <div className="flex flex-col gap-3.5">
          <Pictures />
          <Figures />
          <Tables />
          <div className="grid items-start gap-3.5 lg:grid-cols-2">
            <Doing />
            <Marks />
          </div>
          <Entering />
          <div className="grid items-start gap-3.5 lg:grid-cols-2">
            <Uploading />
            <Waiting />
          </div>
          <Colours />
        </div>
      </main>
    </>
  )
}
