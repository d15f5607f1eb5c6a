#include "core/filter_index.hpp"

namespace mfp::core {

namespace {

/// The first level of `rest`, which moves on behind it; false when that was the last one.
std::string_view take_level(std::string_view& rest, bool& at_end) {
  const std::size_t slash = rest.find('/');
  const std::string_view level = rest.substr(0, slash);
  at_end = slash == std::string_view::npos;
  rest = at_end ? std::string_view{} : rest.substr(slash + 1);
  return level;
}

}  // namespace

void FilterIndex::insert(std::string_view filter, std::uint32_t value) {
  if (filter.find_first_of("+#") == std::string_view::npos) {
    exact_.emplace(filter, value);
    return;
  }
  Level* level = &wildcards_;
  std::string_view rest = filter;
  for (bool at_end = false; !at_end;) {
    const std::string_view name = take_level(rest, at_end);
    if (name == "#") {
      level->ends_with_all.push_back(value);
      return;
    }
    auto& below = level->below[name];
    if (!below) below = std::make_unique<Level>();
    level = below.get();
  }
  level->ends_here.push_back(value);
}

void FilterIndex::for_each_match(std::string_view topic, const Visit& visit) const {
  const auto [first, last] = exact_.equal_range(topic);
  for (auto entry = first; entry != last; ++entry) visit(entry->second);
  visit_matches(wildcards_, topic, false, visit);
}

void FilterIndex::visit_matches(const Level& level, std::string_view rest, bool at_end, const Visit& visit) {
  // `a/#` also stands for `a` itself (MQTT 5 section 4.7.1.2), so it counts at the end as well.
  for (const std::uint32_t value : level.ends_with_all) visit(value);
  if (at_end) {
    for (const std::uint32_t value : level.ends_here) visit(value);
    return;
  }
  const std::string_view name = take_level(rest, at_end);
  for (const std::string_view branch : {name, std::string_view("+")}) {
    const auto below = level.below.find(branch);
    if (below != level.below.end()) visit_matches(*below->second, rest, at_end, visit);
  }
}

}  // namespace mfp::core
