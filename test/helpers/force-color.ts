// Forces 16 colors. Import this module before Ink, whose color library reads this variable only when it is loaded.
process.env['FORCE_COLOR'] = '1';
