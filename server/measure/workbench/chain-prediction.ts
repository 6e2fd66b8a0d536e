import { figure, type Text } from '@gap5/contract/language.ts'
import { blindfolding, plsPredict, type PlsPrediction } from '@gap5/methods'
import { chainOf, constructsOf, formativeInput, pathsInput, seminrModel } from './chain-model.ts'
import { conclusion, deletionWords, enoughCases, noAnswer, numbers, tableOf, unfit, warningWords, words, type Definition, type Found } from './inquiry.ts'
import { script } from './r-script.ts'

const repetitions = 10
const folds = 10
const method: Found['method'] = {
  text: {
    en: 'Each respondent is foretold from a model that was estimated without them (ten folds, ten times), and the error is compared with that of plain regressions on the same questions and of the mean. Beside it Q² by blindfolding.',
    zh: '用未包含该受访者的数据估计模型来预测该受访者（十折，重复十次），误差与同样题目的普通回归及均值预测比较；并列盲测Q²。',
  },
  sources: ['Shmueli, Ray, Velasquez Estrada & Chatla (2016) Journal of Business Research 69', 'Shmueli et al. (2019) European Journal of Marketing 53', 'Chin (1998), Q² by blindfolding'],
  conventions: [{ en: 'Seed 1. Q²predict above 0: better than the mean. Omission distance 7, or the next that does not divide n.', zh: '随机种子1。Q²predict大于0即优于均值。省略距离7，若整除n则取下一个。' }],
}

/** Would the chain foretell new customers? */
export const chainPrediction: Definition = {
  key: 'chain-prediction',
  group: 'causes',
  title: { en: 'Would the chain foretell new customers?', zh: '这条链能预测新顾客吗？' },
  use: { en: 'A chain may fit these answers and say little about the next ones. Checks it on respondents it has not seen.', zh: '一条链可能拟合现有数据，却对新数据说明不了什么。用未参与估计的受访者来检验。' },
  long: true,
  unavailable: (data) => (constructsOf(data).length < 2 ? { en: 'It takes two dimensions or overall questions at least.', zh: '至少需要两个维度或总体题。' } : null),
  inputs: (data) => [pathsInput(data), ...formativeInput(data)],
  answer(data, chosen, progress) {
    const ready = chainOf(data, chosen)
    if ('problem' in ready) return unfit(method, ready.problem)
    const { study, titleOf } = ready
    const code = script(['seminr'], [...seminrModel(ready.model), 'set.seed(1)', `print(summary(predict_pls(model, technique = predict_DA, noFolds = ${folds}, reps = ${repetitions})))`])
    const prediction = plsPredict(study, { seed: 1, folds, repetitions })
    progress(0.8)
    if (!prediction.indicators || prediction.n < data.minimumN) return noAnswer({ ...prediction, reason: prediction.reason ?? 'too-few' }, method, code)
    const distance = [7, 8, 9, 11].find((d) => prediction.n % d !== 0) ?? 7
    const blind = blindfolding(study, { distance })
    const better = prediction.indicators.map(({ pls, lm }) => (lm === null ? null : pls.rmse <= lm.rmse))
    return {
      n: prediction.n,
      missing: prediction.missing,
      deletion: deletionWords[prediction.deletion],
      conclusion: sentenceOf(prediction),
      conditions: [enoughCases(prediction.n, 100, { en: 'A hundred respondents, so that folds are not too small', zh: '一百位受访者，折不至过小' })],
      pictures: [
        {
          kind: 'bars',
          axis: 'nil',
          title: { en: 'Q²predict: how much better than the mean', zh: 'Q²predict：比均值好多少' },
          unit: 'number',
          decimals: 2,
          bars: prediction.indicators.map(({ id, q2 }) => ({ key: id, title: titleOf(id), value: q2, lower: null, upper: null })),
          reference: { value: 0, title: { en: 'no better than the mean', zh: '不优于均值' } },
        },
      ],
      tables: [
        tableOf(
          { en: 'Question by question', zh: '逐题预测' },
          [words('Question', '题目'), words('Part', '部分'), numbers('RMSE', 'RMSE', 3), numbers('RMSE of regression', '回归RMSE', 3), numbers('MAE', 'MAE', 3), numbers('MAE of regression', '回归MAE', 3), numbers('Q²predict', 'Q²predict', 3), words('Better', '更好者')],
          prediction.indicators.map(({ id, construct, pls, lm, q2 }, at) => [titleOf(id), titleOf(construct), pls.rmse, lm?.rmse ?? null, pls.mae, lm?.mae ?? null, q2, better[at] === null ? null : better[at] ? { en: 'chain', zh: '链' } : { en: 'regression', zh: '回归' }]),
        ),
        tableOf(
          { en: 'Q² by blindfolding', zh: '盲测Q²' },
          [words('Part', '部分'), numbers('Q²', 'Q²', 3)],
          blind.constructs.map(({ id, q2 }) => [titleOf(id), q2]),
          { en: 'Above 0 is wanted. It does not tell out-of-sample prediction; the table above does.', zh: '应大于0。它不代表样本外预测，样本外预测见上表。' },
        ),
      ],
      warnings: [
        ...(prediction.failed > 0 ? [{ en: `${figure(prediction.failed, 'en')} folds could not be estimated and were left out.`, zh: `有${figure(prediction.failed, 'zh')}折无法估计，已剔除。` }] : []),
        ...warningWords(prediction.warnings, titleOf),
      ],
      method,
      script: code,
    }
  },
}

const verdicts: Record<NonNullable<PlsPrediction['power']>, { tone: 'good' | 'caution' | 'bad'; text: Text }> = {
  high: { tone: 'good', text: { en: 'Yes, well: the chain foretells every question better than plain regressions do.', zh: '能，且很好：每道题的预测都优于普通回归。' } },
  medium: { tone: 'good', text: { en: 'Yes: the chain foretells most questions better than plain regressions do.', zh: '能：多数题目的预测优于普通回归。' } },
  low: { tone: 'caution', text: { en: 'A little: only few questions are foretold better than by plain regressions.', zh: '略能：仅少数题目的预测优于普通回归。' } },
  none: { tone: 'bad', text: { en: 'No: plain regressions foretell every question as well or better. The chain explains, it does not foretell.', zh: '不能：每道题普通回归都不逊色。这条链可用于解释，不宜用于预测。' } },
}

function sentenceOf({ power, indicators }: PlsPrediction): Found['conclusion'] {
  const useless = (indicators ?? []).filter(({ q2 }) => q2 !== null && q2 <= 0).length
  const evidence: Text = useless > 0 ? { en: `${figure(useless, 'en')} of ${figure(indicators!.length, 'en')} questions are foretold no better than by their mean.`, zh: `${figure(indicators!.length, 'zh')}题中有${figure(useless, 'zh')}题的预测不优于均值。` } : { en: `All ${figure((indicators ?? []).length, 'en')} questions are foretold better than by their mean.`, zh: `全部${figure((indicators ?? []).length, 'zh')}题的预测均优于均值。` }
  const { tone, text } = verdicts[power ?? 'none']
  return conclusion(tone, text, evidence)
}
