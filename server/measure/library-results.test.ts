import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { variables, type Definition } from '@gap5/contract/listen/instrument.ts'
import type { RecipeColumn } from '@gap5/contract/listen/recipe.ts'
import { studyResultSchema } from '@gap5/contract/measure/results.ts'
import { kanoDraftSchema } from '@gap5/contract/listen/library.ts'
import { csv, importer } from '../listen/import/import-testing.ts'
import { kanoDefinition } from '../listen/kano.ts'
import { readLibrary } from '../listen/library.ts'
import { newBrowser } from '../listen/survey/testing/browser.ts'
import { testApp } from '../testing/app.ts'
import { testOrganisation } from '../testing/organisation.ts'
import { testStudy } from '../testing/study.ts'

const app = await testApp()
const org = await testOrganisation(app)
const imports = importer(app, org)
const plain = await readLibrary()
const kano = await kanoDefinition(kanoDraftSchema.parse({ features: [{ en: 'a photo report', zh: '照片报告' }] }))

describe('each instrument of the library', () => {
  for (const definition of [...plain, kano]) {
    test(`${definition.key} is answered on a phone, filled from a file, and gives a result`, async () => {
      const made = await testStudy(app, org.id, { definition, settings: { minimumN: 5 } })
      const browser = newBrowser(app, { language: 'zh' })
      await browser.open(`/s/${made.collector.slug}?page=1`)
      for (let page = 0; page < 80 && !/谢谢/.test(browser.text()); page++) {
        await browser.send(answersOn(browser.html))
        assert.equal(browser.status, 200, browser.text())
      }
      assert.match(browser.text(), /谢谢！您的回答已收到/)

      const { rows, columns } = fileFor(definition)
      const { id, recipe } = await imports.upload(`${definition.key}.csv`, csv(rows))
      const items = definition.blocks.flatMap((block) => block.items.map(({ key, text }) => ({ key, text })))
      const dimensions = definition.dimensions.map(({ key, title }) => ({ key, title }))
      assert.equal((await imports.send('PUT', id, '/recipe', { ...recipe, columns, items, dimensions })).status, 200)
      await imports.send('PUT', id, '/target', { target: { kind: 'study', studyId: made.study.id } })
      await imports.send('POST', id, '/run')
      await imports.work()
      const { progress } = await imports.get(id)
      assert.deepEqual([progress.accepted, progress.refused], [12, 0], JSON.stringify(progress))

      const answer = await org.owner.fetch(`/api/o/${org.handle}/studies/${made.study.handle}/results`)
      assert.equal(answer.status, 200)
      const result = studyResultSchema.parse(await answer.json())
      assert.equal(result.responses, 13)
      const figures = [...result.gaps.flatMap((row) => Object.values(row)), ...result.indicators.map(({ estimate }) => estimate), ...result.distributions, ...result.kano]
      assert.ok(figures.some((figure) => figure !== null))
    })
  }
})

/** Every control of a page answered: of each group of buttons the one before the last, 100 points shared out, some words. */
function answersOn(html: string): Record<string, string> {
  const answers: Record<string, string> = {}
  const inputs = [...html.matchAll(/<(?:input|textarea)([^>]*)>/g)].map(([, attributes = '']) => ({
    name: / name="([^"~]+)"/.exec(attributes)?.[1] ?? '',
    value: / value="([^"]*)"/.exec(attributes)?.[1] ?? '',
    radio: /type="radio"/.test(attributes),
  }))
  const byName = Map.groupBy(inputs.filter(({ name }) => name !== '' && name !== 'Website'), ({ name }) => name)
  const shares = [...byName].filter(([name, [first]]) => name.includes('.') && !first!.radio)
  for (const [name, group] of byName) {
    if (group[0]!.radio) answers[name] = group.at(-2)!.value
    else answers[name] = name.includes('.') ? String(name === shares[0]![0] ? 100 - 10 * (shares.length - 1) : 10) : '一切都好'
  }
  return answers
}

/** Twelve answers to all that is asked in numbers, each other than the next, under headings as they come from elsewhere. */
function fileFor(definition: Definition): { rows: (string | number)[][]; columns: RecipeColumn[] } {
  const asked = variables(definition).filter(({ role }) => role !== 'weight')
  const columns = asked.map(({ key, item, role, min, max }): RecipeColumn => ({ heading: key, use: 'rating', item, role, min, max }))
  const answers = Array.from({ length: 12 }, (_, person) => asked.map(({ min, max }, place) => min + ((person * 3 + place * 5 + (place % 2) * Math.floor(person / (max - min + 1))) % (max - min + 1))))
  return { rows: [asked.map(({ key }) => key), ...answers], columns }
}
