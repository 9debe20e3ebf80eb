import path from 'node:path';

/** Where the program itself lies. */
export const projectFolder = path.join(import.meta.dirname, '../..');
/** Data that ships with the program. */
export const dataFolder = path.join(projectFolder, 'data');
