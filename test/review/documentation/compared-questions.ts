/** What a reader of a plan asks. */
export const QUESTIONS = {
  down: 'What goes down?',
  time: 'For how long?',
  data: 'What becomes of data?',
  weaker: 'What gets weaker?',
  image: 'What is in the image?',
  edit: 'What was edited, from what to what?',
} as const;

export type Question = keyof typeof QUESTIONS;

/** Those that have to be answered in the first screen. */
export const FIRST_SCREEN: readonly Question[] = ['down', 'time', 'data', 'weaker', 'image'];

/** Lines that are one screen. */
export const SCREEN = 40;
