/** How well a model of factors fits, as a table and in a word. */
import type { FitIndices } from '@gap5/methods'
import { numbers, tableOf, words } from './inquiry.ts'

/** The indices to be read: robust or scaled ones where there are such. */
export function readFit({ cfi, rmsea, srmr, scaled }: FitIndices): Pick<FitIndices, 'cfi' | 'rmsea' | 'srmr'> {
  const held = scaled?.robust ?? scaled
  return { cfi: held ? held.cfi : cfi, rmsea: held ? held.rmsea : rmsea, srmr }
}

export function fitTable({ chiSquare, df, p, cfi, tli, rmsea, rmseaInterval, srmr, aic, bic, scaled }: FitIndices) {
  const held = scaled?.robust ?? scaled
  return tableOf(
    { en: 'Fit', zh: '拟合' },
    [numbers('χ²', 'χ²', 1), numbers('df', '自由度', 0), numbers('p', 'p', 3, 'p'), numbers('CFI', 'CFI', 3), numbers('TLI', 'TLI', 3), numbers('RMSEA', 'RMSEA', 3), numbers('Lower (90 %)', '下限（90%）', 3), numbers('Upper', '上限', 3), numbers('SRMR', 'SRMR', 3), numbers('AIC', 'AIC', 0), numbers('BIC', 'BIC', 0), words('Kind', '类型')],
    [
      [chiSquare, df, p, cfi, tli, rmsea, rmseaInterval?.lower ?? null, rmseaInterval?.upper ?? null, srmr, aic, bic, { en: 'plain', zh: '普通' }],
      ...(scaled && held ? [[scaled.chiSquare, df, scaled.p, held.cfi, held.tli, held.rmsea, held.rmseaInterval?.lower ?? null, held.rmseaInterval?.upper ?? null, srmr, null, null, scaled.robust ? { en: 'robust', zh: '稳健' } : { en: 'scaled', zh: '校正' }]] : []),
    ],
    scaled ? { en: `Read the second row. The plain chi-square is divided by ${scaled.factor.toFixed(3)}${scaled.shift === 0 ? '' : ` and ${scaled.shift.toFixed(1)} added`}.`, zh: `请看第二行：普通卡方除以${scaled.factor.toFixed(3)}${scaled.shift === 0 ? '' : `，再加${scaled.shift.toFixed(1)}`}。` } : null,
  )
}

/** How well a model fits by the usual marks: all of a class must hold. */
export function fitClass(fit: FitIndices): 'well' | 'fairly' | 'badly' {
  const { cfi, rmsea, srmr } = readFit(fit)
  if (cfi === null || rmsea === null) return 'badly'
  if (cfi >= 0.95 && rmsea <= 0.06 && srmr <= 0.08) return 'well'
  return cfi >= 0.9 && rmsea <= 0.08 && srmr <= 0.1 ? 'fairly' : 'badly'
}
