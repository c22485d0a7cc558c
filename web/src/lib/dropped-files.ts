export const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;

// A folder cannot be sent; the files beside it can.
export function droppedFiles(dropped: DataTransfer) {
  const items = [...dropped.items].filter((item) => item.kind === "file");
  const isFolder = (item: DataTransferItem) => item.webkitGetAsEntry()?.isDirectory ?? false;
  return {
    files: items.flatMap((item) => (isFolder(item) ? [] : (item.getAsFile() ?? []))),
    folders: items.filter(isFolder).length,
  };
}
