export const commandName = 'chenyu-top';
