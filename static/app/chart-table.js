// What a chart shows, read from the table beside it: a row a category, a column marked data-series a series.
export function dataOf(table) {
  const rows = [...table.tBodies[0].rows];
  const columns = [...table.tHead.rows[0].cells].filter((cell) => "series" in cell.dataset);
  const links = rows.map((row) => row.cells[0].querySelector("a")?.href);
  return {
    categories: rows.map((row) => row.cells[0].textContent.trim()),
    series: columns.map((column) => ({
      name: column.textContent.trim(),
      values: rows.map((row) => Number(row.cells[column.cellIndex].textContent.replaceAll(",", ""))),
      links,
    })),
  };
}
