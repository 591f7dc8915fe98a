// The outline set of the product. Named, so that only those in use are shipped.
export {
  ArrowDown, ArrowLeft, ArrowRight, BadgeCheck, BookOpen, Bookmark, Building2, Bus, Calendar, Car, Check, ChevronDown, ChevronRight,
  CircleAlert, CircleCheck, CircleHelp, CircleX, Clock, CloudOff, Columns3, Compass, DollarSign, Download, ExternalLink, FileDown,
  FlaskConical, Footprints, GraduationCap, HardDrive, Heart, House, Info, Languages, Laptop, List, ListChecks, LockKeyhole, Map as MapIcon, MapPin,
  MessageCircle, Minus, Monitor, Moon, Pencil, Phone, Plus, Printer, RefreshCw, Route, Scale, Search, Send, Settings, Share2, ShieldCheck, SlidersHorizontal,
  Smartphone, Star, Sun, Sunrise, Timer, Trash2, TrendingUp, TriangleAlert, User, Users, Wallet, Wifi, Wrench, X, Bike,
} from "lucide-react";
