package io.tocsin.benchmarks.scorecard;

/**
 * What one contender made of the opening of live blogs.
 *
 * @param rate mentions of a word an hour before the opening
 * @param contender who watched
 * @param openings openings, each of another word or time
 * @param rung of these, in how many it rang within twelve hours
 * @param share the part of them
 * @param ordinary the part of twelve hours without an opening in which it rang
 */
record LiveBlogRow(
    double rate, String contender, int openings, int rung, double share, double ordinary) {}
