export * from '@gap5/contract/measure/charts/lines.ts'
