export * from '@gap5/contract/measure/reasons.ts'
