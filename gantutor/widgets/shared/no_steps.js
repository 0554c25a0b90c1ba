// A page whose widget has no steps needs no strip for them.
const stepStrip = () => "";
