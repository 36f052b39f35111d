export default {
  singleQuote: true,
  semi: true,
  trailingComma: 'all',
  printWidth: 120,
};
