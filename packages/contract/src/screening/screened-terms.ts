/**
 * Words that make a label say more than who to contact (HOLD-02): a legal status, plan, need, order or reason.
 * As people write them, without case; a space stands for any white space or hyphen.
 */
export const CASE_TERMS: readonly string[] = [
  'child protection', 'cp plan', 'cpp', 'section 47', 's47', 'section 17', 's17', 'section 20', 's20', 'child in need',
  'children in need', 'cin', 'looked after', 'lac', 'cla', 'care leaver', 'care leavers', 'leaving care', 'care order', 'supervision order',
  'special guardianship', 'sgo', 'placement order', 'adoption', 'pre birth', 'unaccompanied', 'asylum', 'uasc', 'ehcp', 'ehc plan',
  'education health and care', 'statemented', 'learning difficulties', 'learning difficulty', 'learning disability', 'learning disabilities',
  'disabled', 'disability', 'disabilities', 'autism', 'autistic', 'asd', 'adhd', 'dyslexia', 'hearing impaired', 'visually impaired',
  'excluded', 'exclusion', 'exclusions', 'truancy', 'attendance', 'free school meals', 'fsm', 'pupil premium', 'missing children',
  'youth offending', 'young offenders', 'offender', 'offenders', 'referral order', 'caution', 'exploitation', 'cse', 'gangs', 'radicalisation',
  'prevent', 'neglect', 'abuse', 'domestic violence', 'domestic abuse', 'bereavement', 'young carers', 'young parents', 'teenage pregnancy',
  'homeless', 'homelessness', 'troubled families', 'palliative', 'oncology', 'cancer', 'epilepsy', 'diabetes', 'hiv',
]; // prettier-ignore

/** Words that tell the kind of a sensitive service (SENS-02). */
export const SENSITIVE_TERMS: readonly string[] = [
  'sexual health', 'contraception', 'contraceptive', 'genitourinary', 'genito urinary', 'gum clinic', 'abortion', 'termination',
  'mental health', 'camhs', 'cypmhs', 'psychiatry', 'psychiatric', 'psychiatrist', 'eating disorder', 'eating disorders', 'self harm',
  'suicide', 'substance misuse', 'substance use', 'drug', 'drugs', 'alcohol', 'addiction', 'rehab',
]; // prettier-ignore
