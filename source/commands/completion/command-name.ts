/** What is typed to start the program. */
export const commandName = 'chenyu-top';
