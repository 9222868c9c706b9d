"""Numbers to names: the FIT messages, fields and enumerations that Restride reads or writes.

A field is written `number name/scale-offset`: the value is raw / scale - offset, as the FIT protocol says. Facts
only; how bytes become values lives in `columns`. What is not listed keeps its number: `field_141`, `message_104`.
"""

from dataclasses import dataclass

MESSAGES: dict[int, tuple[str, str]] = {
    0: (
        "file_id",
        "0 type, 1 manufacturer, 2 product, 3 serial_number, 4 time_created, 5 number, 8 product_name",
    ),
    3: ("user_profile", "0 friendly_name"),
    12: ("sport", "0 sport, 1 sub_sport, 3 name"),
    18: (
        "session",
        "0 event, 1 event_type, 2 start_time, 3 start_position_lat, 4 start_position_long, 5 sport, "
        "6 sub_sport, 7 total_elapsed_time/1000, 8 total_timer_time/1000, 9 total_distance/100, "
        "10 total_cycles, 11 total_calories, 13 total_fat_calories, 14 avg_speed/1000, 15 max_speed/1000, "
        "16 avg_heart_rate, 17 max_heart_rate, 18 avg_cadence, 19 max_cadence, 20 avg_power, 21 max_power, "
        "22 total_ascent, 23 total_descent, 24 total_training_effect/10, 25 first_lap_index, 26 num_laps, "
        "27 event_group, 28 trigger, 29 nec_lat, 30 nec_long, 31 swc_lat, 32 swc_long, 33 num_lengths, "
        "34 normalized_power, 35 training_stress_score/10, 36 intensity_factor/1000, "
        "37 left_right_balance, 38 end_position_lat, 39 end_position_long, 41 avg_stroke_count/10, "
        "42 avg_stroke_distance/100, 43 swim_stroke, 44 pool_length/100, 45 threshold_power, "
        "46 pool_length_unit, 47 num_active_lengths, 48 total_work, 49 avg_altitude/5-500, "
        "50 max_altitude/5-500, 51 gps_accuracy, 52 avg_grade/100, 53 avg_pos_grade/100, "
        "54 avg_neg_grade/100, 55 max_pos_grade/100, 56 max_neg_grade/100, 57 avg_temperature, "
        "58 max_temperature, 59 total_moving_time/1000, 60 avg_pos_vertical_speed/1000, "
        "61 avg_neg_vertical_speed/1000, 62 max_pos_vertical_speed/1000, 63 max_neg_vertical_speed/1000, "
        "64 min_heart_rate, 69 avg_lap_time/1000, 70 best_lap_index, 71 min_altitude/5-500, "
        "85 stroke_count, 89 avg_vertical_oscillation/10, 90 avg_stance_time_percent/100, "
        "91 avg_stance_time/10, 92 avg_fractional_cadence/128, 93 max_fractional_cadence/128, "
        "94 total_fractional_cycles/128, 101 avg_left_torque_effectiveness/2, "
        "102 avg_right_torque_effectiveness/2, 103 avg_left_pedal_smoothness/2, "
        "104 avg_right_pedal_smoothness/2, 105 avg_combined_pedal_smoothness/2, 110 sport_profile_name, "
        "111 sport_index, 112 time_standing/1000, 113 stand_count, 114 avg_left_pco, 115 avg_right_pco, "
        "116 avg_left_power_phase/0.7111111, 117 avg_left_power_phase_peak/0.7111111, "
        "118 avg_right_power_phase/0.7111111, 119 avg_right_power_phase_peak/0.7111111, "
        "120 avg_power_position, 121 max_power_position, 122 avg_cadence_position, "
        "123 max_cadence_position, 124 enhanced_avg_speed/1000, 125 enhanced_max_speed/1000, "
        "126 enhanced_avg_altitude/5-500, 127 enhanced_min_altitude/5-500, "
        "128 enhanced_max_altitude/5-500, 132 avg_vertical_ratio/100, 133 avg_stance_time_balance/100, "
        "134 avg_step_length/10, 137 total_anaerobic_training_effect/10, 139 avg_vam/1000, "
        "147 avg_respiration_rate, 148 max_respiration_rate, 149 min_respiration_rate, "
        "150 min_temperature, 168 training_load_peak/65536, 169 enhanced_avg_respiration_rate/100, "
        "170 enhanced_max_respiration_rate/100, 180 enhanced_min_respiration_rate/100, 192 workout_feel, "
        "193 workout_rpe, 195 avg_stress, 197 sdrr_hrv, 198 rmssd_hrv, 199 total_fractional_ascent/100, "
        "200 total_fractional_descent/100, 208 avg_core_temperature/100, 209 min_core_temperature/100, "
        "210 max_core_temperature/100, 253 timestamp, 254 message_index",
    ),
    19: (
        "lap",
        "0 event, 1 event_type, 2 start_time, 3 start_position_lat, 4 start_position_long, "
        "5 end_position_lat, 6 end_position_long, 7 total_elapsed_time/1000, 8 total_timer_time/1000, "
        "9 total_distance/100, 10 total_cycles, 11 total_calories, 12 total_fat_calories, "
        "13 avg_speed/1000, 14 max_speed/1000, 15 avg_heart_rate, 16 max_heart_rate, 17 avg_cadence, "
        "18 max_cadence, 19 avg_power, 20 max_power, 21 total_ascent, 22 total_descent, 23 intensity, "
        "24 lap_trigger, 25 sport, 26 event_group, 32 num_lengths, 33 normalized_power, "
        "34 left_right_balance, 35 first_length_index, 37 avg_stroke_distance/100, 38 swim_stroke, "
        "39 sub_sport, 40 num_active_lengths, 41 total_work, 42 avg_altitude/5-500, 43 max_altitude/5-500, "
        "44 gps_accuracy, 45 avg_grade/100, 46 avg_pos_grade/100, 47 avg_neg_grade/100, "
        "48 max_pos_grade/100, 49 max_neg_grade/100, 50 avg_temperature, 51 max_temperature, "
        "52 total_moving_time/1000, 53 avg_pos_vertical_speed/1000, 54 avg_neg_vertical_speed/1000, "
        "55 max_pos_vertical_speed/1000, 56 max_neg_vertical_speed/1000, 61 repetition_num, "
        "62 min_altitude/5-500, 63 min_heart_rate, 71 wkt_step_index, 75 stroke_count, "
        "77 avg_vertical_oscillation/10, 78 avg_stance_time_percent/100, 79 avg_stance_time/10, "
        "80 avg_fractional_cadence/128, 81 max_fractional_cadence/128, 82 total_fractional_cycles/128, "
        "91 avg_left_torque_effectiveness/2, 92 avg_right_torque_effectiveness/2, "
        "93 avg_left_pedal_smoothness/2, 94 avg_right_pedal_smoothness/2, "
        "95 avg_combined_pedal_smoothness/2, 98 time_standing/1000, 99 stand_count, 100 avg_left_pco, "
        "101 avg_right_pco, 102 avg_left_power_phase/0.7111111, 103 avg_left_power_phase_peak/0.7111111, "
        "104 avg_right_power_phase/0.7111111, 105 avg_right_power_phase_peak/0.7111111, "
        "106 avg_power_position, 107 max_power_position, 108 avg_cadence_position, "
        "109 max_cadence_position, 110 enhanced_avg_speed/1000, 111 enhanced_max_speed/1000, "
        "112 enhanced_avg_altitude/5-500, 113 enhanced_min_altitude/5-500, "
        "114 enhanced_max_altitude/5-500, 118 avg_vertical_ratio/100, 119 avg_stance_time_balance/100, "
        "120 avg_step_length/10, 121 avg_vam/1000, 124 min_temperature, "
        "136 enhanced_avg_respiration_rate/100, 137 enhanced_max_respiration_rate/100, "
        "147 avg_respiration_rate, 148 max_respiration_rate, 156 total_fractional_ascent/100, "
        "157 total_fractional_descent/100, 158 avg_core_temperature/100, 159 min_core_temperature/100, "
        "160 max_core_temperature/100, 253 timestamp, 254 message_index",
    ),
    20: (
        "record",
        "0 position_lat, 1 position_long, 2 altitude/5-500, 3 heart_rate, 4 cadence, 5 distance/100, "
        "6 speed/1000, 7 power, 8 compressed_speed_distance, 9 grade/100, 10 resistance, "
        "11 time_from_course/1000, 12 cycle_length/100, 13 temperature, 17 speed_1s/16, 18 cycles, "
        "19 total_cycles, 28 compressed_accumulated_power, 29 accumulated_power, 30 left_right_balance, "
        "31 gps_accuracy, 32 vertical_speed/1000, 33 calories, 39 vertical_oscillation/10, "
        "40 stance_time_percent/100, 41 stance_time/10, 42 activity_type, 43 left_torque_effectiveness/2, "
        "44 right_torque_effectiveness/2, 45 left_pedal_smoothness/2, 46 right_pedal_smoothness/2, "
        "47 combined_pedal_smoothness/2, 48 time128/128, 49 stroke_type, 50 zone, 52 cadence256/256, "
        "53 fractional_cadence/128, 62 device_index, 67 left_pco, 68 right_pco, "
        "69 left_power_phase/0.7111111, 70 left_power_phase_peak/0.7111111, "
        "71 right_power_phase/0.7111111, 72 right_power_phase_peak/0.7111111, 73 enhanced_speed/1000, "
        "78 enhanced_altitude/5-500, 81 battery_soc/2, 82 motor_power, 83 vertical_ratio/100, "
        "84 stance_time_balance/100, 85 step_length/10, 87 cycle_length16/100, 91 absolute_pressure, "
        "99 respiration_rate, 108 enhanced_respiration_rate/100, 116 current_stress/100, "
        "139 core_temperature/100, 253 timestamp",
    ),
    21: (
        "event",
        "0 event, 1 event_type, 2 data16, 3 data, 4 event_group, 7 score, 13 device_index, "
        "14 activity_type, 15 start_timestamp, 253 timestamp",
    ),
    23: (
        "device_info",
        "0 device_index, 1 device_type, 2 manufacturer, 3 serial_number, 4 product, "
        "5 software_version/100, 6 hardware_version, 7 cum_operating_time, 10 battery_voltage/256, "
        "11 battery_status, 18 sensor_position, 19 descriptor, 20 ant_transmission_type, "
        "21 ant_device_number, 22 ant_network, 25 source_type, 27 product_name, 32 battery_level, "
        "253 timestamp",
    ),
    26: (
        "workout",
        "4 sport, 5 capabilities, 6 num_valid_steps, 8 wkt_name, 11 sub_sport, 14 pool_length/100, "
        "15 pool_length_unit, 17 wkt_description, 254 message_index",
    ),
    27: (
        "workout_step",
        "0 wkt_step_name, 1 duration_type, 2 duration_value, 3 target_type, 4 target_value, "
        "5 custom_target_value_low, 6 custom_target_value_high, 7 intensity, 8 notes, 9 equipment, "
        "254 message_index",
    ),
    34: (
        "activity",
        "0 total_timer_time/1000, 1 num_sessions, 2 type, 3 event, 4 event_type, 5 local_timestamp, "
        "6 event_group, 253 timestamp",
    ),
    49: ("file_creator", "0 software_version, 1 hardware_version"),
    78: ("hrv", "0 time/1000"),
    101: (
        "length",
        "0 event, 1 event_type, 2 start_time, 3 total_elapsed_time/1000, 4 total_timer_time/1000, "
        "5 total_strokes, 6 avg_speed/1000, 7 swim_stroke, 9 avg_swimming_cadence, 10 event_group, "
        "11 total_calories, 12 length_type, 20 stroke_count, 22 enhanced_avg_respiration_rate/100, "
        "23 enhanced_max_respiration_rate/100, 24 avg_respiration_rate, 25 max_respiration_rate, "
        "253 timestamp, 254 message_index",
    ),
    132: (
        "hr",
        "0 fractional_timestamp/32768, 1 time256/256, 6 filtered_bpm, 9 event_timestamp/1024, "
        "10 event_timestamp_12, 253 timestamp",
    ),
    206: (
        "field_description",
        "0 developer_data_index, 1 field_definition_number, 2 fit_base_type_id, 3 field_name, 4 array, "
        "5 components, 6 scale, 7 offset, 8 units, 9 bits, 10 accumulate, 13 fit_base_unit_id, "
        "14 native_mesg_num, 15 native_field_num",
    ),
    207: (
        "developer_data_id",
        "0 developer_id, 1 application_id, 2 manufacturer_id, 3 developer_data_index, 4 application_version",
    ),
}

SPORTS = {
    0: "generic", 1: "running", 2: "cycling", 3: "transition", 4: "fitness_equipment", 5: "swimming",
    6: "basketball", 7: "soccer", 8: "tennis", 9: "american_football", 10: "training", 11: "walking",
    12: "cross_country_skiing", 13: "alpine_skiing", 14: "snowboarding", 15: "rowing", 16: "mountaineering",
    17: "hiking", 18: "multisport", 19: "paddling", 21: "e_biking", 25: "golf", 27: "horseback_riding",
    30: "inline_skating", 31: "rock_climbing", 33: "ice_skating", 35: "snowshoeing",
    37: "stand_up_paddleboarding", 41: "kayaking", 47: "boxing", 48: "floor_climbing", 62: "hiit",
    64: "racket", 83: "dance", 84: "jump_rope",
}  # fmt: skip

SUB_SPORTS = {
    0: "generic", 1: "treadmill", 2: "street", 3: "trail", 4: "track", 5: "spin", 6: "indoor_cycling",
    7: "road", 8: "mountain", 13: "track_cycling", 14: "indoor_rowing", 15: "elliptical",
    16: "stair_climbing", 17: "lap_swimming", 18: "open_water", 19: "flexibility_training",
    20: "strength_training", 21: "warm_up", 26: "cardio_training", 27: "indoor_walking",
    30: "casual_walking", 31: "speed_walking", 43: "yoga", 44: "pilates", 45: "indoor_running",
    58: "virtual_activity", 59: "obstacle", 67: "ultra",
}  # fmt: skip

MANUFACTURERS = {
    1: "garmin", 13: "dynastream_oem", 15: "dynastream", 23: "suunto", 32: "wahoo_fitness", 37: "magellan",
    38: "osynce", 40: "concept2", 54: "ifor_powell", 63: "specialized", 67: "bkool", 69: "stages_cycling",
    70: "sigmasport",
    71: "tomtom", 76: "moxy", 86: "elite", 89: "tacx", 95: "stryd", 98: "bsx_athletics", 107: "magene",
    118: "waterrower", 123: "polar_electro", 255: "development", 258: "lezyne", 260: "zwift",
    265: "strava", 267: "bryton", 289: "hammerhead", 294: "coros",
}  # fmt: skip

GARMIN_PRODUCTS = {
    988: "fr60", 1018: "fr310xt", 1036: "edge500", 1124: "fr110", 1169: "edge800", 1325: "edge200",
    1328: "fr910xt", 1345: "fr610", 1436: "fr70", 1446: "fr310xt_4t",
    1482: "fr10", 1499: "swim", 1551: "fenix", 1561: "edge510", 1567: "edge810", 1623: "fr620",
    1632: "fr220", 1765: "fr920xt", 1836: "edge1000", 1837: "vivo_fit", 1903: "fr15", 1907: "vivo_active",
    1967: "fenix2", 2050: "fenix3", 2148: "fr25", 2153: "fr225", 2156: "fr630", 2157: "fr230",
    2158: "fr735xt", 2337: "vivo_active_hr", 2413: "fenix3_hr", 2431: "fr235", 2503: "fr35",
    2544: "fenix5s", 2604: "fenix5x", 2691: "fr935", 2697: "fenix5", 2700: "vivoactive3", 2886: "fr645",
    2888: "fr645m", 2891: "fr30", 3076: "fr245", 3077: "fr245_music", 3110: "fenix5_plus", 3113: "fr945",
    3282: "fr45", 3290: "fenix6", 3291: "fenix6x", 3589: "fr745", 3869: "fr55",
    3906: "fenix7", 3990: "fr255_music", 3992: "fr255", 4024: "fr955", 4257: "fr265_large", 4315: "fr965",
    4432: "fr165",
}  # fmt: skip

FILE_TYPES = {
    1: "device", 2: "settings", 3: "sport", 4: "activity", 5: "workout", 6: "course", 7: "schedules",
    9: "weight", 10: "totals", 11: "goals", 14: "blood_pressure", 15: "monitoring", 20: "activity_summary",
    28: "monitoring", 32: "monitoring", 34: "segment", 35: "segment_list",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of one kind of message. scale 1.0 and offset 0.0 mean "as it stands"."""

    name: str
    number: int
    scale: float = 1.0
    offset: float = 0.0


def _field(text: str) -> Field:
    number, _, rest = text.partition(" ")
    name, _, scaling = rest.partition("/")
    scale, _, offset = scaling.partition("-")
    return Field(name=name, number=int(number), scale=float(scale or 1), offset=float(offset or 0))


MESSAGE_NUMBERS: dict[str, int] = {name: number for number, (name, _) in MESSAGES.items()}
FIELDS: dict[int, dict[int, Field]] = {
    number: {field.number: field for field in map(_field, text.split(", "))} for number, (_, text) in MESSAGES.items()
}


def message_name(number: int) -> str:
    """The name of a global message number; `message_104` for one that is not listed."""
    return MESSAGES[number][0] if number in MESSAGES else f"message_{number}"


def field_of(message: int, number: int) -> Field:
    """The field `number` of a message; for one that is not listed, its number as its name and no scaling."""
    listed = FIELDS.get(message, {}).get(number)
    if listed is None and number == 253:
        return Field(name="timestamp", number=253)
    return listed or Field(name=f"field_{number}", number=number)
