import { isOverBudget, type SizeReport } from './size-report';

/** Tables of a report for people, in megabytes of 1,000,000 bytes. */
export function sizeText(report: SizeReport): string {
  const { bytes, fileBytes, hiddenBytes, besideFiles, layers, stages, files } = report;
  const parts = [
    [`${report.image}  ${report.name}`],
    table([
      ['LAYER', 'MB', 'STAGE', 'INSTRUCTION'],
      ...layers.map((layer, index) => [
        String(index + 1),
        megabytes(layer.bytes),
        layer.stage,
        shortened(layer.instruction),
      ]),
    ]),
    table([
      ['STAGE', 'MB'],
      ...stages.map((stage) => [stage.stage, megabytes(stage.bytes)]),
      ['total', megabytes(bytes)],
    ]),
    table([
      ['FILES', 'MB', 'NUMBER', 'LARGEST'],
      ...files.map((group) => [
        group.name,
        megabytes(group.bytes),
        String(group.files),
        group.largest.map((file) => `${file.path} ${megabytes(file.bytes)}`).join(', '),
      ]),
      ['all files', megabytes(fileBytes), String(files.reduce((sum, group) => sum + group.files, 0)), ''],
      ['replaced or removed by a later layer', megabytes(hiddenBytes), '', ''],
      ['counted by the Engine beside files', megabytes(besideFiles), '', ''],
      ['total', megabytes(bytes), '', ''],
    ]),
    [verdict(report)],
  ];
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** One sentence on the budget. */
export function verdict(report: SizeReport): string {
  const { image, fileBytes, budget } = report;
  const files = `the files of ${image} have ${megabytes(fileBytes)} MB`;
  if (budget === undefined) {
    return `${files}; there is no budget, which the property maxSize would set`;
  }
  return isOverBudget(report)
    ? `${files}, which is ${fileBytes - budget} bytes over the budget of ${megabytes(budget)} MB; make them smaller, or raise maxSize`
    : `${files}, of a budget of ${megabytes(budget)} MB`;
}

const WIDEST_INSTRUCTION = 72;

function shortened(instruction: string): string {
  return instruction.length > WIDEST_INSTRUCTION
    ? `${instruction.slice(0, WIDEST_INSTRUCTION - 3)}...`
    : instruction;
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(3);
}

/** Columns of equal width, numbers to the right. */
function table(rows: readonly (readonly string[])[]): string[] {
  const columns = rows[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const isNumber = widths.map((_, column) =>
    rows.slice(1).every((row) => /^[-\d.]*$/.test(row[column] ?? '')),
  );
  return rows.map((row) =>
    row
      .map((cell, column) =>
        isNumber[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}
