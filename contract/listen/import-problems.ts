/** What can be wrong with an imported file as a whole, or stand in the way of its import. */
import type { ProblemKind } from '../problems.ts'

type Named = { name: string }

export const importProblems = {
  'import.file-empty': {
    status: 422,
    title: { en: 'The file is empty.', zh: '文件是空的。' },
  },
  'import.no-rows': {
    status: 422,
    title: { en: 'The file has headings but no rows of answers.', zh: '文件只有表头，没有答卷数据。' },
  },
  'import.kind-refused': {
    status: 415,
    title: { en: 'This kind of file cannot be imported.', zh: '无法导入此类文件。' },
    detail: (d: { looksLike: string }) => ({
      en: `By its content it is ${d.looksLike}. Please save it as CSV, as an Excel workbook (.xlsx) or as an SPSS file (.sav) and try again.`,
      zh: `从内容看，它是 ${d.looksLike}。请另存为 CSV、Excel 工作簿（.xlsx）或 SPSS 文件（.sav）后重试。`,
    }),
  },
  'import.file-protected': {
    status: 422,
    title: { en: 'The workbook is protected by a password.', zh: '该工作簿设有密码保护。' },
    detail: () => ({ en: 'Please save it without a password and try again.', zh: '请取消密码后另存，再重试。' }),
  },
  'import.file-damaged': {
    status: 422,
    title: { en: 'The file is damaged and cannot be read to its end.', zh: '文件已损坏，无法完整读取。' },
    detail: (d: { where: string }) => ({ en: `The damage shows here: ${d.where}.`, zh: `损坏之处：${d.where}。` }),
  },
  'import.file-swollen': {
    status: 413,
    title: { en: 'The workbook would unpack to more than is safe, so it was not opened.', zh: '该工作簿解压后过大，出于安全未打开。' },
    detail: (d: { maximumBytes: number }) => ({
      en: `At most ${d.maximumBytes.toLocaleString('en-GB')} bytes unpacked are read. Saving the sheet as CSV may help.`,
      zh: `解压后最多读取 ${d.maximumBytes.toLocaleString('zh-CN')} 字节。可尝试将工作表另存为 CSV。`,
    }),
  },
  'import.reading-too-long': {
    status: 422,
    title: { en: 'Reading the file took too long and was stopped. Nothing was changed.', zh: '读取该文件耗时过长，已停止，未作任何更改。' },
    detail: (d: { seconds: number }) => ({
      en: `It may take ${d.seconds} seconds. Saving only the sheet with the answers as CSV, or bringing the rows in several files, helps.`,
      zh: `最长可用 ${d.seconds} 秒。可只将答卷所在的工作表另存为 CSV，或分成几个文件导入。`,
    }),
  },
  'import.reading-too-large': {
    status: 413,
    title: { en: 'The file takes more memory to read than there is for one file. Nothing was changed.', zh: '读取该文件所需的内存超出单个文件的上限，未作任何更改。' },
    detail: (d: { megabytes: number }) => ({
      en: `It may take ${d.megabytes} MB. Saving only the sheet with the answers as CSV, or bringing the rows in several files, helps.`,
      zh: `最多可用 ${d.megabytes} MB。可只将答卷所在的工作表另存为 CSV，或分成几个文件导入。`,
    }),
  },
  'import.many-at-once': {
    status: 503,
    title: { en: 'Many files are being read right now. Nothing was changed; please try again in a minute.', zh: '当前正在读取的文件较多，未作任何更改，请稍后重试。' },
  },
  'import.quote-open': {
    status: 422,
    title: { en: 'A quotation mark is opened and never closed.', zh: '有一个引号没有闭合。' },
    detail: (d: { row: number }) => ({
      en: `It opens in row ${d.row}; everything after it would end up in one cell.`,
      zh: `该引号始于第 ${d.row} 行，其后的内容会全部落入同一单元格。`,
    }),
  },
  'import.table-too-large': {
    status: 413,
    title: { en: 'The table is larger than can be imported at once.', zh: '表格过大，无法一次导入。' },
    detail: (d: { maximumRows: number; maximumColumns: number }) => ({
      en: `At most ${d.maximumRows.toLocaleString('en-GB')} rows and ${d.maximumColumns.toLocaleString('en-GB')} columns are taken.`,
      zh: `最多接受 ${d.maximumRows.toLocaleString('zh-CN')} 行、${d.maximumColumns.toLocaleString('zh-CN')} 列。`,
    }),
  },
  'import.encoding-wrong': {
    status: 422,
    title: { en: 'The file is not written in the chosen character encoding.', zh: '文件并非所选的字符编码。' },
    detail: (d: { encoding: string }) => ({ en: `It cannot be read as ${d.encoding}.`, zh: `无法按 ${d.encoding} 读取。` }),
  },
  'import.sheet-unknown': {
    status: 422,
    title: { en: 'The workbook has no such sheet.', zh: '工作簿中没有该工作表。' },
    detail: (d: { sheet: string; sheets: readonly string[] }) => ({
      en: `“${d.sheet}” is not among: ${d.sheets.join(', ')}.`,
      zh: `找不到“${d.sheet}”，现有工作表：${d.sheets.join('、')}。`,
    }),
  },
  'import.headings-differ': {
    status: 422,
    title: { en: 'The recipe was made for other headings.', zh: '该导入方案适用于另一组表头。' },
    detail: (d: { missing: readonly string[] }) => ({
      en: `The file lacks: ${d.missing.join(', ')}.`,
      zh: `文件缺少：${d.missing.join('、')}。`,
    }),
  },
  'import.not-ready': {
    status: 409,
    title: { en: 'The import cannot start yet.', zh: '尚不能开始导入。' },
    detail: (d: { obstacles: readonly { en: string; zh: string }[] }) => ({
      en: d.obstacles.map((obstacle) => obstacle.en).join(' '),
      zh: d.obstacles.map((obstacle) => obstacle.zh).join(''),
    }),
  },
  'import.state-differs': {
    status: 409,
    title: { en: 'The import has moved on; this is not possible any more.', zh: '导入状态已变化，无法执行此操作。' },
  },
  'import.file-gone': {
    status: 410,
    title: { en: 'The file itself is no longer kept.', zh: '原文件已不再保留。' },
    detail: (d: Named) => ({ en: `Please upload “${d.name}” again.`, zh: `请重新上传“${d.name}”。` }),
  },
} satisfies Record<string, ProblemKind<never>>
