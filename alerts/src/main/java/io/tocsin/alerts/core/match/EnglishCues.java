package io.tocsin.alerts.core.match;

/** The English words that make a hit planned, past or an exercise. */
final class EnglishCues {

  static final Cues PLANNED =
      new Cues(
          Cues.cues(
              "8 if|unless|whether",
              "6 should|were the",
              "4 should",
              "3 could|may|might|would",
              "4 will",
              "2 is|are to",
              "6 plan|plans|planning|planned|intends|intend|intending|threatens|threatened to",
              "6 vowed|vows|ready|poised|set|due|standby|scheduled|about|expected|likely to",
              "6 prepare|prepares|preparing|prepared|preparations|plans|planning|ready for|to",
              "6 brace|braces|bracing for",
              "6 considering|considers|weighing|weighs|mulls|mulling|debating|discussing",
              "6 fear|fears|feared|threat|threats|risk|risks|danger|possibility|prospect of|that",
              "4 warn|warns|warned|warning|warnings of|that|about",
              "2 possible|potential|imminent|looming|impending|planned|feared|threatened",
              "8 fear|fears|suspects|hope|hopes|wondering|wonder",
              "6 in case of",
              "6 in the event of",
              "4 enough _ to",
              "6 not rule|ruled out",
              "6 cannot|can't rule out"),
          Cues.cues(
              "3 could|may|might|would",
              "1 will be|begin|start|come|follow",
              "5 is|are|was|were|remains planned|expected|likely|possible|scheduled|imminent",
              "4 is|are being prepared|planned|considered",
              "6 matter of time",
              "5 cannot|can't be ruled out",
              "2 warning|watch|plan|plans"),
          Cues.cues(
              "0 in|since|last|early|late|mid may",
              "0 could|may|might|would not have",
              "0 as planned",
              "0 if anyone"),
          Cues.stops("but", "was", "had", "has", "while", "although"));

  static final Cues PAST =
      new Cues(
          Cues.cues(
              "6 years|decades|centuries|century after|before",
              "10 years|decades|centuries|century ago|earlier",
              "6 years|decades|centuries long after",
              "6 anniversary of",
              "8 commemorate|commemorates|commemorated|commemorating|commemoration",
              "8 memorial|historians|historian|plaque|recalls|recalled|remembered",
              "8 minute of silence",
              "10 flowers|wreaths were laid",
              "10 tributes were paid",
              "8 veterans|survivors of",
              "8 victims of",
              "6 in #",
              "3 #",
              "8 in the #",
              "8 during the war",
              "8 during the second|first world",
              "2 norman|ancient|medieval|century's"),
          Cues.cues(
              "5 of|in #",
              "6 in the #",
              "4 museum",
              "8 years|decades|centuries ago|earlier",
              "6 remembered|commemorated",
              "5 at a ceremony",
              "6 during the war"),
          Cues.cues("0 victims of the|an|a _ were|was taken"),
          Cues.stops("but"));

  static final Cues DRILL =
      new Cues(
          Cues.cues(
              "5 simulate|simulates|simulated|simulating|mock|rehearse|rehearses|rehearsed|rehearsing",
              "5 practise|practises|practised|practising|practiced|practicing|practice|fictional",
              "8 film|movie|novel|thriller|series|play|book|game|games|drama|sitcom",
              "8 simulation|scenario|exercise|exercises|drill|drills|manoeuvre|manoeuvres",
              "6 trained|training|train for",
              "5 test of",
              "2 test|staged|training|fake",
              "8 extras|actors"),
          Cues.cues(
              "2 drill|drills|exercise|exercises|simulation|rehearsal|training",
              "5 part of an|a exercise|drill|training|simulation",
              "4 scene in|of|from",
              "8 for the cameras",
              "8 film|movie set"),
          Cues.cues(
              "0 film festival|director|maker|star",
              "0 exercise equipment|bike",
              "0 game warden|wardens|reserve",
              "0 school play",
              "0 in|into play",
              "0 training centre|center|ground|camp|base"),
          Cues.stops("but", "was", "were"));

  private EnglishCues() {}
}
