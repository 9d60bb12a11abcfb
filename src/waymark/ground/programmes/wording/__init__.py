"""Reads figures out of printed words: pure functions from a text to the values that it can mean.

Each reader gives a set of values. An empty set means that the text could not be read. A text that gives several
figures, such as `6 hours (2 x 3 hours)`, gives all of them; a text that gives a range, such as `4 to 6 hours`,
gives none, because it can't be compared with one value.

| Module        | Reads                                                                     |
|---------------|---------------------------------------------------------------------------|
| `numbers`     | `1,500`, `1.5`, `1½`, `twenty-one`, `half a`, `two and a half`            |
| `lengths`     | `1 hour 30 minutes`, `6 hrs`, `half a day`, `eight day`, `2 x 3 hours`    |
| `clock`       | `23.59`, `5pm`, `noon`, `half past five`                                  |
| `shares`      | `90%`, `ninety per cent`, `6/10`, `6 out of 10`, `nine tenths`            |
| `comparisons` | `at least`, `more than`, `and above`, `no more than`, `2,000+`            |
| `money`       | `£4,099 (+VAT)`, `£600 including VAT`                                     |
| `dates`       | `May/June 2025`, `12 June 2025`, `November to January 2027`               |
"""
